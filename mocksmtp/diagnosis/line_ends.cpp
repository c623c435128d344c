#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/diagnosis/pieces.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::size_t longest_line = 998;  // octets without its line end (RFC 5322 2.1.1, RFC 5321 4.5.3.1.6)

// The first `end` that is not part of a CRLF.
std::optional<std::size_t> first_bare(std::string_view bytes, char end) {
    for (std::size_t at = bytes.find(end); at != std::string_view::npos; at = bytes.find(end, at + 1)) {
        const bool paired =
            end == '\n' ? at > 0 && bytes[at - 1] == '\r' : at + 1 < bytes.size() && bytes[at + 1] == '\n';
        if (!paired) return at;
    }
    return std::nullopt;
}

void diagnose_long_lines(std::string_view bytes, findings& found) {
    for (std::size_t at = 0; at < bytes.size() && found.wants(base::diagnostic_code::line_too_long);) {
        const std::size_t lf = std::min(bytes.find('\n', at), bytes.size());
        const std::size_t end = lf > at && lf < bytes.size() && bytes[lf - 1] == '\r' ? lf - 1 : lf;
        if (end - at > longest_line)
            found.add(base::diagnostic_code::line_too_long, std::to_string(end - at) + " octets", bytes.substr(at));
        at = lf + 1;
    }
}

}  // namespace

// SMTP smuggling is made of bare line ends (RFC 5321 2.3.8); each is told once, where it is first.
void diagnose_line_ends(const mail::view& message, const circumstances& sent, findings& found) {
    if (sent.binary) return;
    const std::string_view bytes = message.bytes();
    using enum base::diagnostic_code;
    if (const auto at = first_bare(bytes, '\r')) found.add(bare_cr, {}, bytes.substr(*at));
    if (const auto at = first_bare(bytes, '\n')) found.add(bare_lf, {}, bytes.substr(*at));
    diagnose_long_lines(bytes, found);
}

}  // namespace mocksmtp::diagnosis
