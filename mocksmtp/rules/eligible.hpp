// Which rules of a stage are asked at all.
#pragma once

#include <cstdint>
#include <string>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp::rules {

// Whether the rule's step of an authentication, or its count of octets, is the one at hand.
bool stands_here(const rule& what, stage at, smtp::auth_moment moment, std::uint64_t octets);

// Where it stands otherwise, in one clause: "stands at step 1 of the exchange".
std::string standing_place(const rule& what, stage at);

// What there is to act on.
struct prospects {
    bool reply = true;      // is said: none is before a handshake from the first octet
    bool positive = true;   // is what it may be
    bool handshake = true;  // follows
    bool offer = false;     // the reply is EHLO's
    bool starttls = true;   // can be offered
};
prospects prospects_of(const smtp::situation& now);
// Of one that is only described: what is not said of it is usual.
prospects prospects_of(stage at, const match::facts& situation);

// Why none of its actions can happen, in one clause; empty: one can.
std::string idle_because(const rule& what, stage at, const prospects& of);

smtp::verdict verdict_of(const rule& what, stage at, smtp::rule_hit by, std::uint64_t turn);

}  // namespace mocksmtp::rules
