// A message as the wire delivered it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mocksmtp/base/byte_buffer.hpp"
#include "mocksmtp/smtp/envelope.hpp"

namespace mocksmtp::smtp {

enum class body_via { data, bdat };
std::string_view name(body_via via);

struct received_message {
    base::byte_buffer bytes;                // after dot-unstuffing, line ends as sent
    std::vector<std::size_t> removed_dots;  // offsets into bytes before which a stuffed dot stood
    std::string terminator;                 // what ended DATA: ".\r\n" or ".\n"; empty for BDAT
    body_via via = body_via::data;

    received_message share();  // the same message, whose bytes are kept once
};

// The bytes exactly as they came over the wire: stuffed dots and the final dot put back.
std::string on_the_wire(const received_message& message);

}  // namespace mocksmtp::smtp
