// Short ways to an expectation.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "mocksmtp/verify/report.hpp"
#include "tests/unit/store/client.hpp"

namespace testing {

inline void add(mocksmtp::match::filter& to, std::string_view name, mocksmtp::match::pattern wanted) {
    namespace match = mocksmtp::match;
    auto field = match::parse_field(name);
    REQUIRE(std::holds_alternative<match::field>(field));
    auto compiled = match::compile(std::get<match::field>(field), std::move(wanted));
    REQUIRE(std::holds_alternative<match::matcher>(compiled));
    to.add(std::get<match::field>(field), std::get<match::matcher>(compiled));
}

inline mocksmtp::verify::expectation expecting(std::string_view count) {
    mocksmtp::verify::expectation made;
    made.count = mocksmtp::verify::parse_count(count).value();
    return made;
}

inline mocksmtp::verify::expectation expecting(std::string_view count, std::string_view name, std::string value) {
    auto made = expecting(count);
    add(made.which, name, mocksmtp::match::equal_to(std::move(value)));
    return made;
}

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// What a rule set has to say of a recipient, and the session it is said to.
inline void ask(mocksmtp::rules::rule_set& all, mocksmtp::base::session_id by, const std::string& recipient) {
    at_recipient(recipient, by, [&all](const mocksmtp::smtp::situation& now) { all.judge(now); });
}

// The report of a verification as it stands.
inline mocksmtp::verify::report explain(const mocksmtp::verify::grounds& by,
                                        const mocksmtp::verify::verification& what) {
    return mocksmtp::verify::explain(by, what, mocksmtp::verify::judge(by, what));
}
inline mocksmtp::verify::report explain(const mocksmtp::store::scope& in, const mocksmtp::verify::expectation& what,
                                        std::uint64_t since = 0) {
    return explain(mocksmtp::verify::grounds(in), mocksmtp::verify::alone(what, {}, since));
}

}  // namespace testing
