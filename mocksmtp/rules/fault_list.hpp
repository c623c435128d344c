// The faults of one rule as they are found. Private to mocksmtp/rules.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/rules/check.hpp"

namespace mocksmtp::rules {

class fault_list {
public:
    void add(std::string where, std::string detail, std::string did_you_mean = {}) {
        found_.push_back({std::move(where), std::move(detail), std::move(did_you_mean)});
    }
    void add_if(bool wrong, std::string_view where, std::string_view detail) {
        if (wrong) add(std::string(where), std::string(detail));
    }
    std::vector<fault> take() { return std::move(found_); }

private:
    std::vector<fault> found_;
};

match::stage_set stages_of(const rule& what);

// Whether every stage of the rule is one of these.
bool stands_only_at(const rule& what, match::stage_set allowed);

// Each looks at its part of the rule.
void check_place(const rule& what, fault_list& to);    // id, on, match, step, after
void check_counts(const rule& what, fault_list& to);   // skip to scenario
void check_replies(const rule& what, fault_list& to);  // reply, replies, loop
void check_actions(const rule& what, fault_list& to);  // delay to hold, and what they are to each other
void check_tls(const rule& what, fault_list& to);
void check_advertise(const rule& what, fault_list& to);

}  // namespace mocksmtp::rules
