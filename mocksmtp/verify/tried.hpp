// What clients tried and did not get: refused recipients and messages, failed logins, broken handshakes, and what rules
// did to them in silence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/verify/retries.hpp"

namespace mocksmtp::verify {

struct tried {
    // What happened most of all: "1 refused by rule greylist-bob", "2 AUTH attempts not accepted" ...
    std::string brief;
    std::string beside_mail;           // ... and of that what nobody can tell whose mail it kept away
    std::string silent;                // "connected, but no mail was sent"; empty: some was, or nobody connected
    std::vector<std::string> lines;    // "s4  RCPT TO:<bob@example.test> -> 451 4.7.1 Greylisted", oldest first
    std::size_t left_out = 0;          // lines before these
    std::vector<retry> retries;        // who was told to try again and has not
    std::vector<std::string> unheard;  // clauses: messages that their clients do not know to be kept
    bool untrusted = false;            // a client did not trust the certificate
    std::string misled;                // a clause: where to go for who came to the wrong port
};

// Of everything after the event `since`; the newest twenty are shown. Only of sessions without MAIL: of those that no
// scope can be told for. The rules tell which of them do something to a handshake; one that is not there may have done
// it.
tried what_was_tried(const store::scope& in, std::uint64_t since, std::span<const rules::standing* const> rules,
                     bool only_without_mail = false);

}  // namespace mocksmtp::verify
