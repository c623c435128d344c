#include "mocksmtp/verify/tally.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::verify {

void tally::add(const std::optional<smtp::rule_hit>& by, const std::string& reply) {
    ++count_;
    if (!by) {
        if (replies_.size() < 2) replies_.insert(reply);
        return;
    }
    ++by_rules_;
    rules_.insert(base::printable(by->rule));
}

std::string tally::text(std::string_view one, std::string_view many, std::string_view link) const {
    std::string made = std::to_string(count_) + " " + std::string(count_ == 1 ? one : many);
    if (by_rules_ == 0) {
        const bool alike = replies_.size() == 1 && !replies_.begin()->empty();
        return alike ? made + ": " + *replies_.begin() : made;
    }
    made += by_rules_ == count_ ? std::string(link) : ", " + std::to_string(by_rules_) + " of them ";
    made += rules_.size() == 1 ? "by rule " : "by rules ";
    for (const auto& each : rules_) made += (each == *rules_.begin() ? "" : ", ") + each;
    return made;
}

}  // namespace mocksmtp::verify
