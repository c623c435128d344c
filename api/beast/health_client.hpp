// Asks a running mock whether it is ready: one GET, one answer, never longer than its patience.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace api::beast {

struct health_question {
    std::string address = "127.0.0.1";  // numeric, IPv6 without brackets
    std::uint16_t port = 8025;
    std::string path = "/readyz";
    bool tls = false;                          // HTTPS; whose certificate it is is not asked
    std::string token;                         // bearer token; empty: none
    std::chrono::milliseconds patience{2000};  // for connecting, asking and reading together
};

struct health_answer {
    bool ready = false;
    std::string because;  // one line: what was asked, and what came of it
};

health_answer ask_health(const health_question& question);

}  // namespace api::beast
