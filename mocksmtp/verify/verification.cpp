#include "mocksmtp/verify/verification.hpp"

#include <utility>

namespace mocksmtp::verify {

verification alone(expectation what, std::chrono::milliseconds wait, std::uint64_t since) {
    verification made{.wait = wait, .since = since};
    made.settle = what.settle;
    made.expect.push_back(std::move(what));
    return made;
}

std::string describe(const verification& what) {
    std::string text = what.label.empty() ? "" : what.label + ": ";
    for (const auto& each : what.expect) text += (&each == &what.expect.front() ? "" : "; ") + describe(each);
    if (!what.nothing_else.empty()) text += std::string(what.expect.empty() ? "" : "; ") + "nothing else";
    if (what.every_rule_used) text += text.empty() ? "every rule used" : "; every rule used";
    return text;
}

}  // namespace mocksmtp::verify
