#include "mocksmtp/verify/verification.hpp"

#include <algorithm>
#include <utility>

namespace mocksmtp::verify {

verification alone(expectation what, std::chrono::milliseconds wait, std::uint64_t since) {
    verification made{.wait = wait, .since = since};
    made.settle = what.settle;
    made.expect.push_back(std::move(what));
    return made;
}

bool depends_on_what_is_said(const verification& what) {
    const auto depends = [](match::item_kind kind) {
        using enum match::item_kind;
        return kind != message && kind != auth_attempt && kind != hold;
    };
    return what.every_rule_used || std::ranges::any_of(what.nothing_else, depends) ||
           (what.until && depends(what.until->what)) ||
           std::ranges::any_of(what.expect, [&](const expectation& each) { return depends(each.what); });
}

std::string describe(const verification& what) {
    std::string text = what.label.empty() ? "" : what.label + ": ";
    for (const auto& each : what.expect) text += (&each == &what.expect.front() ? "" : "; ") + describe(each);
    if (!what.nothing_else.empty()) text += std::string(what.expect.empty() ? "" : "; ") + "nothing else";
    if (what.every_rule_used) text += text.empty() ? "every rule used" : "; every rule used";
    return text;
}

}  // namespace mocksmtp::verify
