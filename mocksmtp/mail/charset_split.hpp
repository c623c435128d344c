// Charsets of which iconv has no table that browsers would read them by, but two that together are one (WHATWG Encoding
// Standard sections 12 and 13): their characters are told apart here, and written anew where need be.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/mail/charset.hpp"

namespace mocksmtp::mail {

// One of EUC-JP, ISO-2022-JP and Big5, by its canonical name; nothing for any other charset. Linear.
std::optional<decoded_text> decode_split_charset(std::string_view bytes, std::string_view canonical);

}  // namespace mocksmtp::mail
