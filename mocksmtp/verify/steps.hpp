// The steps of a session at which it went no further: what was refused, and which rule had a hand in the last of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

struct refused_step {
    std::uint64_t event = 0;
    std::string text;  // "EHLO app.local -> 550 5.7.1 No", "greeted with 554 5.7.1 No"
    smtp::reply answer;
    std::optional<smtp::rule_hit> rule;
};

// The last reply of 400 and above to the client's coming or to one of its commands; nothing: there was none. Those to
// AUTH are left out: an attempt tells of them.
std::optional<refused_step> last_refusal(const store::scope& in, const store::session_record& of);

// The rule of the reply that STARTTLS was accepted with: what it does to the handshake no other event tells of.
std::optional<smtp::rule_hit> rule_of_starttls(const store::scope& in, const store::session_record& of);

// The rule that answered, parked or silenced the last step that a transaction got to; nothing: no rule did.
std::optional<smtp::rule_hit> rule_of_last_step(const store::scope& in, const store::transaction_record& of);

// Whether an open transaction has come to DATA or BDAT, as far as its first steps tell: no recipient can be added then.
bool has_begun_its_data(const store::scope& in, const store::transaction_record& of);

}  // namespace mocksmtp::verify
