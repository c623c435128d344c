// Which charset is meant by the name that a mail gives it.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Lower case, without the space around it, and as iconv knows it (WHATWG Encoding Standard section 4.2).
std::string canonical_charset(std::string_view written);

// Whether iconv may be asked for a charset of this name, which is a canonical one.
bool is_charset_name(std::string_view canonical);

bool is_ascii_name(std::string_view canonical);
bool is_utf8_name(std::string_view canonical);  // US-ASCII among them

// ISO 8859 has nothing but controls in 128 to 159, and no text is in need of these.
bool has_upper_controls(std::string_view written);

}  // namespace mocksmtp::mail
