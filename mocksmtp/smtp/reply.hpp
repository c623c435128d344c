// A reply as a value: code, enhanced status code, lines of text (RFC 5321 4.2, RFC 3463).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/smtp/reply_text.hpp"

namespace mocksmtp::smtp {

// What a scripted reply's code may be (RFC 5321 4.2.1 has no first digit but 2 to 5).
inline constexpr int lowest_code = 200;
inline constexpr int highest_code = 599;
constexpr bool is_reply_code(int code) { return code >= lowest_code && code <= highest_code; }

// An enhanced mail system status code, class.subject.detail (RFC 3463 2).
struct enhanced_code {
    std::uint16_t status_class = 2;
    std::uint16_t subject = 0;
    std::uint16_t detail = 0;

    friend bool operator==(const enhanced_code&, const enhanced_code&) = default;
    std::string text() const;
};

struct reply {
    int code = 250;
    std::optional<enhanced_code> enhanced{};
    text_lines lines{};    // without code, enhanced code or line end; none is one empty line
    raw_octets raw{};      // not empty: exactly these octets go over the wire, whatever the other members say
    bool hang_up = false;  // the connection is closed behind it, as behind every 421

    bool is_none() const { return *this == reply{.code = 0}; }  // nothing was said: the client did not wait for it
    bool positive() const { return code >= 200 && code < 400; }
    bool completed() const { return code >= 200 && code < 300; }
    bool temporary() const { return code >= 400 && code < 500; }  // try again (RFC 5321 4.2.1)
    friend bool operator==(const reply&, const reply&) = default;
};

// Exactly these octets, right or wrong. What the session makes of them is their code: the three digits they begin with,
// or 250 where they begin with none.
reply raw_reply(std::string octets);

// The reply as it goes over the wire, CRLF included; the enhanced code stands on every line (RFC 2034 4).
void append_wire(std::string& out, const reply& what);
std::string wire(const reply& what);
// The same without the end of its last line, if it has one.
std::string wire_text(const reply& what);

// Parses "451 4.7.1 text" or "250 text", further lines after LF; nothing where it is no reply (codes 200 to 599).
std::optional<reply> parse_reply(std::string_view text);

}  // namespace mocksmtp::smtp
