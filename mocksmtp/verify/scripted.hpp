// What rules did to sessions, in the words of a report.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

// Something done without a reply, or instead of one.
struct deed {
    smtp::rule_hit by;
    std::string text;         // one clause, the rule named in it
    std::uint64_t event = 0;  // when it was done
};

// "rule drop closed the connection at data (hit 1)"; nothing: no rule ended the session.
std::optional<deed> closed_by_rule(const store::scope& in, const store::session_record& of);

// "rule silence acted at rcpt (hit 1), and nothing was said since", "rule stall held the session at rcpt (hit 1), and
// its client left"; nothing: something was said since, or a rule ended it.
std::optional<deed> silenced_by_rule(const store::scope& in, const store::session_record& of);

// The rule that put silence or the end of the connection in the place of the reply to a message; nothing: none did.
std::optional<smtp::rule_hit> unanswered_by_rule(const store::scope& in, const store::transaction_record& of);

// "m1 was kept, but ..."; nothing: its client has heard that it was, or it was not kept.
std::optional<deed> kept_unheard(const store::scope& in, const store::transaction_record& of);

// "session s4 is held at message by rule stall (h1): release it"; one for each that is parked, in their order, and
// whose sender and recipients, as far as they are known, are those that the filter asks for.
std::vector<std::string> parked_sessions(const store::scope& in, const match::filter& wanted = {});

}  // namespace mocksmtp::verify
