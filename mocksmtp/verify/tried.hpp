// What clients tried and did not get: refused recipients and messages, failed logins, broken handshakes.
#pragma once

#include <cstdint>
#include <string>

#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

struct tried {
    std::string cause;  // one clause, if everything points to one
    std::string brief;  // "1 refused by rule greylist-bob", "2 AUTH attempts refused"
    std::string text;   // the section of the report; empty: nothing was refused
    std::string hints;
};

// Of everything after the event `since`; the newest twenty are shown.
tried what_was_tried(const store::scope& in, std::uint64_t since);

}  // namespace mocksmtp::verify
