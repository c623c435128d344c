// The two ways NTLM writes names: UTF-16 with the lower octet first, and octets of a character set nobody names.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::sasl {

// Any octets: what is no UTF-16, a last odd octet too, becomes U+FFFD.
std::string utf8_of_utf16(std::string_view octets);

// Text that is not valid UTF-8 is taken octet by octet, as ISO 8859-1.
std::string utf16_of_utf8(std::string_view text);

// Every octet as one character, which is what simple clients do to any text.
std::string utf16_of_octets(std::string_view octets);

// In capitals where the alphabet is Latin (as far as ISO 8859-1 and ASCII go), Greek or Cyrillic.
std::string upper_utf16(std::string_view octets);

}  // namespace mocksmtp::sasl
