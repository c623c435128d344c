// What a rule does, as JSON: every key but the replies.
#pragma once

#include "api/json/written.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace api::json {

// Each complains of what is wrong with the value of its key.
void read_close(mocksmtp::rules::rule& into, const written& from);
void read_dribble(mocksmtp::rules::rule& into, const written& from);
void read_tls(mocksmtp::rules::rule& into, const written& from);
void read_advertise(mocksmtp::rules::rule& into, const written& from);
void read_hold(mocksmtp::rules::rule& into, const written& from);

// fin, rst or half; complains of any other.
std::optional<mocksmtp::smtp::hang_up::how> ending_of(const written& from);

// Nothing where the rule does not do so.
std::optional<value> show_close(const mocksmtp::rules::rule& what);
std::optional<value> show_dribble(const mocksmtp::rules::rule& what);
std::optional<value> show_tls(const mocksmtp::rules::rule& what);
std::optional<value> show_advertise(const mocksmtp::rules::rule& what);
std::optional<value> show_hold(const mocksmtp::rules::rule& what);

}  // namespace api::json
