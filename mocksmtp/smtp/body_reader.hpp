// Reads the mail data behind DATA: finds its end, takes stuffed dots out, copies the octets once (RFC 5321 4.5.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "mocksmtp/smtp/message.hpp"

namespace mocksmtp::smtp {

// Which octets may not stand in mail data without their partners.
struct forbidden_octets {
    bool bare_lf = false;
    bool bare_cr = false;
};

class body_reader {
public:
    // Which line ends count. After "DATA CRLF" only CRLF does, so that a bare LF can neither end the message nor hide a
    // command behind it; after "DATA LF" every LF does.
    enum class line_ends { crlf, lf };

    // What is forbidden ends the data at once.
    enum class bare { lf, cr };

    // `limit`: octets kept; beyond it the data is read to its end but no longer kept. 0: none.
    body_reader(line_ends ends, std::uint64_t limit, forbidden_octets never = {})
        : ends_(ends), limit_(limit), never_(never) {}

    // Takes data from the front of `input` up to and with the final dot, or what is forbidden; true once that has come.
    bool read(std::string_view& input);

    std::uint64_t octets() const { return octets_; }  // of the message, those not kept included
    bool too_big() const { return limit_ != 0 && octets_ > limit_; }
    bool ended_by_lf() const { return message_.terminator == ".\n"; }
    std::optional<bare> fault() const { return fault_; }
    received_message take() { return std::move(message_); }

private:
    // Where in a line the next octet stands.
    enum class at { line_start, text, after_cr, after_dot, after_dot_cr };

    bool step(char octet);
    bool find_fault(std::string_view input);
    void keep(std::string_view bytes);
    void unstuff();

    line_ends ends_;
    std::uint64_t limit_;
    forbidden_octets never_;
    std::optional<bare> fault_;
    bool after_cr_ = false;  // where bare octets are looked for
    std::uint64_t octets_ = 0;
    at state_ = at::line_start;
    received_message message_;
};

}  // namespace mocksmtp::smtp
