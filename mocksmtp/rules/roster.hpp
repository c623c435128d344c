// The rules on duty, in the order in which they are asked.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/rules/armed_rule.hpp"

namespace mocksmtp::rules {

class roster {
public:
    struct entry {
        rule what;
        bool baseline = false;
    };
    // Each in front of those before it, in the place of one with the same id. Rules without an id get r1, r2 ..., those
    // left out that are in use or `reserved`.
    std::vector<std::string> add(std::vector<entry> all, base::timestamp now, const std::string& seed,
                                 const std::vector<std::string>& reserved = {});
    bool remove(std::string_view id);
    void remove_added();  // all that are not of the baseline
    void clear();         // all; ids begin at r1 again

    armed_rule* find(std::string_view id) const;
    const std::vector<std::unique_ptr<armed_rule>>& all() const { return all_; }
    const std::vector<armed_rule*>& at(stage where) const { return by_stage_[static_cast<std::size_t>(where)]; }
    bool names(const std::string& scenario) const;  // whether any rule does

private:
    static constexpr std::size_t stages = static_cast<std::size_t>(stage::unknown) + 1;
    void arrange();

    std::vector<std::unique_ptr<armed_rule>> all_;
    std::array<std::vector<armed_rule*>, stages> by_stage_;
    std::uint64_t last_id_ = 0;
    std::uint64_t last_order_ = 0;
};

}  // namespace mocksmtp::rules
