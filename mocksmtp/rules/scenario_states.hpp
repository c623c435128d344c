// The states that rules share by name.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace mocksmtp::rules {

class scenario_states {
public:
    static constexpr std::string_view beginning = "started";

    std::string_view state_of(const std::string& name) const {
        const auto known = left_.find(name);
        return known == left_.end() ? beginning : std::string_view(known->second);
    }
    void move(const std::string& name, const std::string& to) {
        if (to == beginning) {
            left_.erase(name);
        } else {
            left_[name] = to;
        }
    }
    // One that no rule names any more is over, and begins anew with the next rule that does.
    void forget_unless(const std::function<bool(const std::string&)>& named) {
        std::erase_if(left_, [&](const auto& each) { return !named(each.first); });
    }

    const std::map<std::string, std::string>& all() const { return left_; }  // that have left the beginning

private:
    std::map<std::string, std::string> left_;
};

}  // namespace mocksmtp::rules
