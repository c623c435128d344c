#include "mocksmtp/smtp/line_ends.hpp"

namespace mocksmtp::smtp {

namespace {

// The first `end` that is not part of a CRLF.
std::optional<std::size_t> first_bare(std::string_view bytes, char end) {
    for (std::size_t at = bytes.find(end); at != std::string_view::npos; at = bytes.find(end, at + 1)) {
        const bool paired =
            end == '\n' ? at > 0 && bytes[at - 1] == '\r' : at + 1 < bytes.size() && bytes[at + 1] == '\n';
        if (!paired) return at;
    }
    return std::nullopt;
}

}  // namespace

std::vector<base::diagnostic> line_end_diagnostics(const received_message& message) {
    std::vector<base::diagnostic> found;
    if (message.via == body_via::bdat) return found;
    if (const auto at = first_bare(message.bytes.view(), '\r'))
        found.push_back({base::diagnostic_code::bare_cr, {}, at});
    if (const auto at = first_bare(message.bytes.view(), '\n'))
        found.push_back({base::diagnostic_code::bare_lf, {}, at});
    return found;
}

}  // namespace mocksmtp::smtp
