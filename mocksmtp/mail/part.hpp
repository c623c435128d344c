// One part of a message: what its own header says of it, and its content.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/mail/parameters.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::mail {

// The views point into the message.
struct part {
    // As IMAP numbers them (RFC 9051 section 6.4.5.1): "2", "1.2"; of a multipart message itself "", of one that stands
    // in part 2 "2.TEXT", its parts "2.1" and so on.
    std::string number;
    std::size_t parent = 0;                          // index among the parts; the message itself is its own
    std::optional<std::size_t> message;              // index of the message/rfc822 part it stands in; nothing: in none
    std::string_view head;                           // its header fields, for read_headers
    std::string_view body;                           // still in its transfer encoding
    parameterised_value type;                        // the default, text/plain, if Content-Type is missing or is none
    std::optional<parameterised_value> disposition;  // Content-Disposition
    std::optional<std::string> id;                   // Content-ID without its angle brackets
    transfer_encoding encoding = transfer_encoding::identity;
    bool leaf = true;      // it is no multipart whose parts were found; a message inside is a leaf and has parts
    bool closed = false;   // a multipart whose closing delimiter came
    bool skipped = false;  // it is nested too deep, or comes too late, for its parts to be looked for
};

// Whether it is a message/rfc822 or message/global (RFC 6532 section 3.7) in which parts can be looked for: one that is
// encoded as a whole, against RFC 2045 section 6.4, is not looked into.
bool holds_message(const part& one);

// Whether it is a message/delivery-status or message/global-delivery-status (RFC 3464, RFC 6533).
bool is_delivery_status(const part& one);

// Reads the header fields of a part: what can be known from these alone. `default_type` is what
// the part is if it does not say (RFC 2046 section 5.1.5: message/rfc822 in a digest).
part describe_part(std::string_view head, std::string_view default_type);

// Whether its Content-Disposition says so.
bool is_attachment(const part& of);

// The octets of the part's body, transfer encoding undone.
std::string decode_content(const part& of);

// The filename of Content-Disposition, else the name of Content-Type, decoded; encoded words, which mailers write there
// against RFC 2047 section 5, in what RFC 2231 does not encode. A path in it stays.
std::optional<std::string> file_name(const part& of);

struct decoded_body {
    std::string text;  // UTF-8, lines end in LF; a byte order mark and the soft breaks of format=flowed are gone
    bool charset_known = true;  // false: shown as if it were UTF-8
    bool lossy = false;         // something could not be decoded and became U+FFFD
};

// HTML of which the Content-Type names no charset is in the one that it names itself (html_charset).
decoded_body decode_body(const part& of);

}  // namespace mocksmtp::mail
