// What else was captured, tried and refused: the part of a report that tells why something is not there.
#pragma once

#include <cstdint>
#include <string>

#include "mocksmtp/verify/report.hpp"

namespace mocksmtp::verify {

struct evidence {
    std::string parked;  // one clause about a session that waits for the test; empty: none does
    std::string cause;   // one clause, if there is a plain one: "nobody connected"
    std::string brief;   // for the one-line summary: "1 refused by rule greylist-bob"
    std::string text;    // sections "captured", "tried but not accepted", hints
};

inline constexpr std::size_t lines_shown = 20;  // of each section, the newest

evidence gather(const store::scope& in, const failure& what);

// `m1  app@example.test -> alice@example.test  "Welcome"  PLAIN app  TLSv1.3`
std::string item_line(const store::scope& in, match::item_kind what, std::uint64_t number);

}  // namespace mocksmtp::verify
