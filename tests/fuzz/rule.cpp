// Any text as a rule: what is read is shown, read again, and is the same rule; its matchers alone too.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/json/matcher_json.hpp"
#include "api/json/parse.hpp"
#include "api/json/pointer.hpp"
#include "api/json/rule_json.hpp"
#include "mocksmtp/rules/check.hpp"

namespace {

using api::json::mistake;
using api::json::value;

constexpr api::json::showing openly{.secrets = true};

void require(bool holds) {
    if (!holds) std::abort();
}

void read_matcher(const value& what) {
    std::vector<mistake> mistakes;
    const auto made = api::json::pattern_of({what, "", mistakes});
    for (const mistake& each : mistakes) require(!each.detail.empty());
    if (!mistakes.empty()) return;
    const value shown = api::json::to_json(made);
    const auto again = api::json::pattern_of({shown, "", mistakes});
    require(mistakes.empty() && api::json::to_json(again) == shown);
}

void read_rule(const value& what) {
    const auto made = api::json::rule_of(what, "/7");
    if (const auto* mistakes = std::get_if<std::vector<mistake>>(&made)) {
        require(!mistakes->empty());
        for (const mistake& each : *mistakes) require(!each.detail.empty() && each.pointer.starts_with("/7"));
        return;
    }
    const auto& rule = std::get<mocksmtp::rules::rule>(made);
    require(mocksmtp::rules::check(rule).empty());
    const std::string shown = api::json::dump(api::json::to_json(rule, openly));
    const auto parsed = api::json::parse(shown);
    const auto again = api::json::rule_of(std::get<value>(parsed));
    require(api::json::dump(api::json::to_json(std::get<mocksmtp::rules::rule>(again), openly)) == shown);
    const auto matches = mocksmtp::rules::filter_of(rule).describe();
    require(matches == mocksmtp::rules::filter_of(std::get<mocksmtp::rules::rule>(again)).describe());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = api::json::parse(text);
    if (const auto* what = std::get_if<value>(&parsed)) {
        read_rule(*what);
        read_matcher(*what);
        api::json::as_written(*what, "/match/headers.x/exactly/0/equals");
    }
    return 0;
}
