// Everything the routes know of the world: the mock's state and the few things only the program can do.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

struct listener_facts {
    std::string name;
    std::string kind;     // "plain" or "tls"
    std::string address;  // numeric
    std::uint16_t port = 0;
};

// Whether the mock takes mail: every listener has really answered.
struct readiness {
    bool ready = false;
    std::string because;  // one clause: "smtps: connection refused"; empty if ready
};

struct surroundings {
    mocksmtp::store::scope& scope;
    mocksmtp::sasl::directory& users;
    // Begins a new epoch: what was captured is forgotten, what was changed over the API is as configured again.
    std::function<mocksmtp::store::cursor()> reset;
    std::string version;
    std::function<std::vector<listener_facts>()> listeners;
    std::function<std::string()> ca_pem;  // empty: the certificate came from files
    // Tries every listener from inside, without making a session; answers later, on the same thread.
    std::function<void(std::function<void(readiness)>)> check_ready;
    // Answers 421 to every session at its next command and closes.
    std::function<void()> close_sessions;
    // A failed expectation's report, for the log of whoever runs the mock.
    std::function<void(const std::string& report)> expectation_failed;
    bool show_secrets = false;
    std::string api_token;                // empty: nobody has to show one
    std::vector<std::string> allow_host;  // more names for the Host header
};

}  // namespace api::routes
