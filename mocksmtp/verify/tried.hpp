// What clients tried and did not get: refused recipients and messages, failed logins, broken handshakes, and what rules
// did to them in silence.
#pragma once

#include <cstdint>
#include <string>

#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

struct tried {
    std::string cause;    // one clause, if everything points to one
    std::string brief;    // "1 refused by rule greylist-bob", "2 AUTH attempts refused"
    std::string text;     // the section of the report; empty: nothing was refused
    std::string hints;    // who was told to try again and has not
    std::string unheard;  // hints at messages that their clients do not know to be kept
};

// Of everything after the event `since`; the newest twenty are shown.
tried what_was_tried(const store::scope& in, std::uint64_t since);

}  // namespace mocksmtp::verify
