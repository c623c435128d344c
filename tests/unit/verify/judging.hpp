// Expectations judged as they stand.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "helpers.hpp"
#include "mocksmtp/verify/vigil.hpp"

namespace testing {

using namespace mocksmtp;
using namespace std::chrono_literals;

inline verify::verification both(verify::expectation first, verify::expectation second) {
    auto made = verify::alone(std::move(first));
    made.expect.push_back(std::move(second));
    return made;
}

inline verify::expectation of_kind(match::item_kind what, std::string_view count) {
    auto made = expecting(count);
    made.what = what;
    return made;
}

inline bool is_met(const verify::judgement& what) { return std::holds_alternative<verify::met>(what); }
inline bool is_unmet(const verify::judgement& what) { return std::holds_alternative<verify::unmet>(what); }

inline verify::judgement look(const store::scope& in, const verify::verification& what,
                              std::chrono::milliseconds now = 1s) {
    return verify::vigil(what, 0ms).look(in, verify::judge(verify::grounds(in), what), {now, 0ms});
}

inline rules::rule rule_named(std::string id) {
    rules::rule made;
    made.id = std::move(id);
    made.on = {match::stage::rcpt};
    made.times = 1;
    made.reply = smtp::reply_id::greylisted;
    return made;
}

}  // namespace testing
