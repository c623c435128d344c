// A rule as JSON, and what became of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/json/problem.hpp"
#include "api/json/show.hpp"
#include "api/json/written.hpp"
#include "mocksmtp/rules/rule_set.hpp"

namespace api::json {

// A rule that rules::check has nothing against; or all mistakes at once, each with its JSON pointer. `at` is the
// pointer to the rule in the document it is part of.
std::variant<mocksmtp::rules::rule, std::vector<mistake>> rule_of(const value& what, const std::string& at = {});

// A reply as a rule's, which rules::check has nothing against.
std::optional<mocksmtp::rules::answer> checked_answer_of(const written& from);

// What rules::check, or a rule set, has against the rule that was read from this, pointing to what was written.
mistake mistake_of(const mocksmtp::rules::fault& wrong, const value& what, const std::string& at = {});

// Canonical, and read the same again, except that what is to match a secret field is shown as secrets are.
value to_json(const mocksmtp::rules::rule& what, const showing& how);
// Puts something else in place of every text that is to match a secret field, in a rule that is shown.
void replace_secrets(value& rule, const std::function<value(const std::string& secret)>& by);
// The keys alone that say what it does.
value actions_of(const mocksmtp::rules::rule& what);

// The rule's keys, and behind them its counts.
value to_json(const mocksmtp::rules::standing& what, const showing& how);

}  // namespace api::json
