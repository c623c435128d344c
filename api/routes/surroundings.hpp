// Everything the routes know of the world: the mock's state and the few things only the program can do.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/dismissal.hpp"
#include "mocksmtp/options.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp {
class named_scopes;
}
namespace mocksmtp::net {
class batch_listener;
}

namespace api::routes {

struct listener_facts {
    std::string name;
    std::string kind;     // "plain" or "tls"
    std::string address;  // numeric
    std::uint16_t port = 0;
    bool accepting = true;
    std::string failure{};  // why it does not accept although it should; empty: closed on purpose, or accepting
};

// Whether the mock takes mail: every listener has really answered.
struct readiness {
    bool ready = false;
    std::string because;  // one clause: "smtps: connection refused"; empty if ready
};

// The options: as they were at the start, as they are, and how they are changed (see mocksmtp::mock::apply).
struct changeable_settings {
    std::function<const mocksmtp::options&()> configured;
    std::function<const mocksmtp::options&()> in_force;
    std::function<void(const mocksmtp::options&)> apply;
};

struct surroundings {
    mocksmtp::store::scope& scope;
    mocksmtp::sasl::directory& users;
    mocksmtp::rules::rule_set& rules;
    // Begins a new epoch: what was captured is forgotten, what was changed over the API is as configured again.
    std::function<mocksmtp::store::cursor()> reset;
    std::string version;
    std::function<std::vector<listener_facts>()> listeners;
    std::function<std::uint64_t()> turned_away{};  // how many clients --max-connections did, since the start
    // Lets a listener that there is refuse or take new clients, for ever or for so long; answers why that failed.
    std::function<std::string(const std::string& name, bool accepting, std::optional<std::chrono::milliseconds> length)>
        set_accepting;
    std::function<std::string()> ca_pem;  // empty: the certificate came from files
    // Tries every listener from inside, without making a session; answers later, on the same thread.
    std::function<void(std::function<void(readiness)>)> check_ready;
    // Answers 421 to every session at its next command and closes.
    std::function<void()> close_sessions;
    // Ends the sessions that are meant now.
    std::function<mocksmtp::dismissed(const mocksmtp::dismissal& which)> dismiss;
    // Lets the session that parks under this hold go on, and say this instead of what it would have said. False: it
    // parks no more.
    std::function<bool(mocksmtp::base::hold_id, const std::optional<mocksmtp::rules::answer>& instead)> release;
    // A failed expectation's report, for the log of whoever runs the mock, and what its test is called; may be empty.
    std::function<void(const std::string& report, const std::string& name)> expectation_failed;
    changeable_settings settings;
    bool read_only = false;
    bool show_secrets = false;
    std::string api_token;                // empty: nobody has to show one
    std::vector<std::string> allow_host;  // more names for the Host header

    mocksmtp::named_scopes* scopes = nullptr;
    // What a call behind /v1/scopes/NAME/ sees: the same for that scope, made if need be; it lasts as long as the
    // scope. nullptr: there are too many.
    std::function<surroundings*(const std::string& name)> scoped{};
    std::function<void()> reset_scopes{};  // every named one
    bool is_scope = false;                 // these are a named scope's
    // Calls it once behind the sockets that have their turn together just now; false: none have. May be empty.
    std::function<bool(mocksmtp::net::batch_listener& who)> defer{};
    mocksmtp::store::cursor seen{};           // where its journal stood when a call last looked
    std::chrono::milliseconds changed_at{0};  // and when it had moved
};

}  // namespace api::routes
