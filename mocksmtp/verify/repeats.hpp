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

// "m3 came after a wait had given up: expected exactly 1 message, to = bob@example.test"; of the oldest of these
// messages that came behind a failed expectation, of more than there was, for one of its recipients. Empty: there is
// none.
std::string came_too_late(const store::scope& in, const std::vector<std::uint64_t>& messages);

}  // namespace mocksmtp::verify
