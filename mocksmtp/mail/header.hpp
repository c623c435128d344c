// Splits a message, or one part of it, into header fields and body, losing nothing and keeping the order.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

// Views into the bytes that were read.
struct header_field {
    std::string_view name;   // as written; printable ASCII, so valid UTF-8 too
    std::string_view raw;    // everything behind the colon as received, still folded, without the last line end
    std::size_t offset = 0;  // of the field's first octet, counted from where reading began
};

struct header_block {
    std::vector<header_field> fields;
    std::size_t body_offset = 0;  // the size of everything if there is no body
};

// Lines end in CRLF or LF, mixed as they come. The header ends behind an empty line or before the first line that
// can be no field (RFC 5322 section 2.2): a message without headers is all body. White space before the
// colon is taken (section 4.5), an mbox "From " line at the start is passed over. Linear; reads no octet of the body
// beyond that first line.
header_block read_headers(std::string_view bytes);

// The same, ending also before a line for which `ends_here` is true. It is asked for the lines that begin with "--".
header_block read_headers(std::string_view bytes, const std::function<bool(std::string_view line)>& ends_here);

// Octets of the field name at the start of the line; 0 if the line is no header field.
std::size_t field_name_length(std::string_view line);

// The first field of that name, ASCII case ignored; reads no further and keeps nothing.
std::optional<header_field> find_header(std::string_view bytes, std::string_view name);

// The raw value with its folding undone (RFC 5322 section 2.2.3): line ends go, the white space behind them stays.
std::string unfold(std::string_view raw);

// As a mail reader shows it: unfolded, encoded words decoded, trimmed, valid UTF-8.
std::string decode_value(const header_field& field);

}  // namespace mocksmtp::mail
