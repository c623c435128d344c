#include "mocksmtp/verify/tongue.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mocksmtp::verify {

namespace {

// A session begins with its greeting, and with what rules do to it.
constexpr std::size_t events_before_a_command = 10;

// A handshake record of any version of TLS (RFC 8446 5.1).
bool is_client_hello(std::string_view line) { return line.starts_with("\x16\x03"); }

bool is_request(std::string_view line) {
    static constexpr std::array<std::string_view, 7> methods = {"GET ",    "POST ",    "PUT ",    "HEAD ",
                                                                "DELETE ", "OPTIONS ", "CONNECT "};
    return line.find(" HTTP/1.") != std::string_view::npos &&
           std::ranges::any_of(methods, [line](auto each) { return line.starts_with(each); });
}

}  // namespace

tongue tongue_of(const store::scope& in, const store::session_record& of) {
    if (of.tls != nullptr || of.tls_failed != nullptr || of.opened_before_reset) return tongue::smtp;
    for (const auto& event : in.events_of(of.id, 0, events_before_a_command)) {
        const auto* said = std::get_if<smtp::command_received>(&event.what);
        if (said == nullptr) continue;
        if (is_client_hello(said->line)) return tongue::tls;
        return is_request(said->line) ? tongue::http : tongue::smtp;
    }
    return tongue::smtp;
}

}  // namespace mocksmtp::verify
