// Framing of command lines: cuts input at line ends and keeps what is left for the next read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::smtp {

struct command_line {
    std::string_view text;  // without its line end; valid until the next call
    bool ended_by_lf = false;
    bool too_long = false;   // longer than the limit: read to its end, `text` is its beginning
    std::size_t octets = 0;  // without its line end, those beyond the limit included
};

class line_reader {
public:
    // `limit`: octets of a line with its line end; 0 for none.
    explicit line_reader(std::size_t limit, bool lf_ends_line = true) : limit_(limit), lf_ends_line_(lf_ends_line) {}

    // Takes one line from the front of `input`. Nothing: all of `input` was taken and the line is not at its end yet.
    std::optional<command_line> next(std::string_view& input);

private:
    std::size_t end_of_line(std::string_view input) const;

    std::size_t limit_;
    bool lf_ends_line_;
    std::string partial_;    // the beginning of a line whose end has not come yet
    std::size_t seen_ = 0;   // octets of that line, those beyond the limit included
    bool after_cr_ = false;  // the last of them is a CR
    bool finished_ = false;  // partial_ holds a line that was handed out and can be forgotten
};

// Octets of a command, without its line end (RFC 5321 4.5.3.1.4).
inline constexpr std::size_t longest_command = 510;

// Whether a command is longer than that and none that may be: SIZE, DSN and others let MAIL and RCPT be longer, and
// AUTH ends where its mechanism does (RFC 4954 4).
bool is_over_length(std::string_view line);

}  // namespace mocksmtp::smtp
