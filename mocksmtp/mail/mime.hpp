// Finds the parts of a MIME message (RFC 2046 section 5.1), in one pass however deep they nest.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/part.hpp"

namespace mocksmtp::mail {

constexpr std::size_t max_nesting = 100;   // parts inside one another; a deeper one is a part without parts
constexpr std::size_t max_parts = 10'000;  // what comes behind belongs to the last one

// The message itself first, then every part in the order it begins, parents before their children. Messages inside
// (holds_message) are parts and have parts. An enclosing boundary ends all parts inside, closed or not; a
// multipart without a boundary, or in which the boundary never comes, is a part without parts. Linear.
std::vector<part> read_parts(std::string_view message);

}  // namespace mocksmtp::mail
