// Undoes content transfer encodings (RFC 2045 section 6): quoted-printable, base64, and those that encode nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

enum class transfer_encoding { identity, quoted_printable, base64, unknown };

// What a Content-Transfer-Encoding field names, in lower case. Comments are passed over (RFC 2045 section 3), and
// parameters, which have no business there.
std::string transfer_encoding_name(std::string_view value);

// The value of a Content-Transfer-Encoding field. 7bit, 8bit, binary and an empty value are identity.
transfer_encoding parse_transfer_encoding(std::string_view value);

// Identity and unknown give the bytes back. The others decode as a mail reader would, lenient and never failing.
std::string decode_transfer(std::string_view bytes, transfer_encoding encoding);

// RFC 2045 section 6.7: soft line breaks go, white space at the end of a line goes, line ends stay as they are. An
// equals sign that begins neither a soft break nor two hex digits stays.
std::string decode_quoted_printable(std::string_view text);

// The octet that two hex digits of either case spell; nullopt for anything but exactly two.
std::optional<char> hex_octet(std::string_view digits);

// RFC 3986 section 2.1: octets as a percent sign and two hex digits; any other percent sign stays.
std::string decode_percent(std::string_view text);

}  // namespace mocksmtp::mail
