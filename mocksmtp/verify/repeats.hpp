// Mail that came twice, or later than somebody waited for it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

// "m1 and m2 are the same mail, byte for byte", "m1 and m2 have the same Message-ID ..."; the first two of these
// messages that are alike and came from one sender to one recipient. Empty: all differ.
std::string sent_twice(const store::scope& in, const std::vector<std::uint64_t>& messages);

// "m3 came after this had failed: expected exactly 1 message, to = bob@example.test"; of the oldest of these messages
// that came behind a failed expectation that asked for it, and for more than there was. Only those that ask for a
// recipient, and for nothing but equality, tell by their report what they asked for. Empty: there is none.
std::string came_too_late(const store::scope& in, const std::vector<std::uint64_t>& messages);

}  // namespace mocksmtp::verify
