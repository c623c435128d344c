// How a persona reads the base64 of an exchange, and what it says of what it cannot read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::smtp {

// The octets that the text stands for; nothing where the persona takes it for none.
std::optional<std::string> read_base64(std::string_view text, base64_reading how);

// What is wrong with text that is no base64.
struct base64_fault {
    std::size_t at = 0;      // of the first octet that cannot stand there, or of a last group that is not whole
    bool cut_short = false;  // all whole groups are as they should be
};
base64_fault find_fault(std::string_view text);

// How the persona says so.
reply_id fault_id(const reply_book& replies, const base64_fault& what, bool initial);

}  // namespace mocksmtp::smtp
