// How often a rule acts, and what it answers each time, as JSON.
#pragma once

#include "api/json/written.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace api::json {

// Each complains of what is wrong with the value of its key.
void read_per(mocksmtp::rules::rule& into, const written& from);
void read_rate(mocksmtp::rules::rule& into, const written& from);
void read_probability(mocksmtp::rules::rule& into, const written& from);
void read_replies(mocksmtp::rules::rule& into, const written& from);

// Nothing where it is as if it were left out.
std::optional<value> show_per(const mocksmtp::rules::rule& what);
std::optional<value> show_rate(const mocksmtp::rules::rule& what);
std::optional<value> show_replies(const mocksmtp::rules::rule& what);

}  // namespace api::json
