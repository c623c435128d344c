// The keys of a rule, each once: how it is read and how it is shown.
#pragma once

#include <span>

#include "api/json/fields_json.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace api::json {

// A rule as far as it has been read.
struct rule_draft {
    mocksmtp::rules::rule made;
    std::vector<placed_condition> match;
    bool stages_known = false;  // or well guessed: what depends on them can be judged
};

struct rule_key {
    std::string_view name;
    bool acts;                                                        // it is part of what the rule does
    void (*read)(rule_draft&, const written&);                        // complains of what is wrong with the value
    std::optional<value> (*show)(const mocksmtp::rules::rule& what);  // nothing where it is as if it were left out
};

// In the order in which they are shown.
std::span<const rule_key> rule_keys();

}  // namespace api::json
