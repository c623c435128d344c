// Which rules of a stage are asked at all.
#pragma once

#include <cstdint>
#include <string>

#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp::rules {

// Whether the rule's step of an authentication, or its count of octets, is the one at hand.
bool stands_here(const rule& what, stage at, smtp::auth_moment moment, std::uint64_t octets);

// Where it stands otherwise, in one clause: "stands at step 1 of the exchange".
std::string standing_place(const rule& what, stage at);

// Whether any of its actions can happen: without a reply there is none to change, without TLS to come none to spoil.
bool can_act(const rule& what, const smtp::situation& now);

smtp::verdict verdict_of(const rule& what, stage at, smtp::rule_hit by, std::uint64_t turn);

}  // namespace mocksmtp::rules
