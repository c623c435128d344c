// A mock without sockets: a scope filled by hand, and the routes around it.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api/json/value.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/options_check.hpp"
#include "tests/unit/store/client.hpp"

namespace testing {

namespace routes = api::routes;
using api::json::value;

inline const std::vector<api::routes::header> as_json = {{"Content-Type", "application/json"}};

// All of a body, as far as it goes now.
inline std::string body_of(const routes::response& from) {
    if (const auto* text = std::get_if<std::string>(&from.body)) return *text;
    return routes::read_all(*std::get<std::shared_ptr<routes::body_source>>(from.body));
}

inline value json_of(const routes::response& from) { return value::parse(body_of(from)); }

inline std::string header_of(const routes::response& from, std::string_view name) {
    for (const auto& each : from.headers)
        if (each.name == name) return each.value;
    return {};
}

struct world {
    store::scope scope;
    mocksmtp::sasl::directory users{.accounts = {}, .default_password = {}, .time = &scope.clock()};
    mocksmtp::rules::rule_set rules{scope.clock(), {}};
    mocksmtp::named_scopes scopes{{.world = scope, .rules = rules}};
    std::map<std::string, std::unique_ptr<routes::surroundings>> scoped;
    world() {
        scopes.gone = [this](const std::string& name) { scoped.erase(name); };
    }
    std::vector<std::string> reports, names;  // of failed expectations
    int closed = 0;
    std::optional<mocksmtp::dismissal> dismissed;
    std::function<bool(base::hold_id, const std::optional<rules::answer>&)> release;  // what a test says happens
    bool accepting = true;
    std::string trouble;               // why no listener can be opened
    std::vector<std::string> changes;  // of listeners
    mocksmtp::options configured;
    mocksmtp::options in_force = mocksmtp::with_all_listeners(configured);
    routes::surroundings around{
        .scope = scope,
        .users = users,
        .rules = rules,
        .reset = [this] { return scope.reset(); },
        .version = "1.2.3",
        .listeners =
            [this] {
                return std::vector<routes::listener_facts>{{"smtp", "plain", "127.0.0.1", 2525, accepting, trouble}};
            },
        .set_accepting =
            [this](const std::string& name, bool open, std::optional<std::chrono::milliseconds> length) {
                changes.push_back(name + (open ? " opened" : " closed") +
                                  (length ? " for " + std::to_string(length->count()) : ""));
                if (trouble.empty()) accepting = open;
                return trouble;
            },
        .ca_pem = [] { return std::string("-----BEGIN CERTIFICATE-----\n"); },
        .check_ready = {},
        .close_sessions = [this] { ++closed; },
        .dismiss =
            [this](const mocksmtp::dismissal& which) {
                dismissed = which;
                const auto ids = which.only.value_or(std::vector<mocksmtp::base::session_id>());
                return mocksmtp::dismissed{ids.size(), ids};
            },
        .release = [this](base::hold_id id, const auto& instead) { return release && release(id, instead); },
        .expectation_failed =
            [this](const std::string& report, const std::string& name) {
                reports.push_back(report);
                names.push_back(name);
            },
        .settings = {.configured = [this]() -> const auto& { return configured; },
                     .in_force = [this]() -> const auto& { return in_force; },
                     .apply = [this](const auto& what) { in_force = what; }},
        .read_only = false,
        .show_secrets = false,
        .api_token = {},
        .allow_host = {},
        .scopes = &scopes,
        .scoped = [this](const std::string& name) { return enter(name); },
        .reset_scopes =
            [this] {
                for (auto* each : scopes.registry().all()) scopes.reset(each->story);
            }};
    // The same world, seen from a scope.
    routes::surroundings* enter(const std::string& name) {
        auto* named = scopes.registry().make(name);
        auto& known = scoped[name];
        if (named != nullptr && !known)
            known = std::make_unique<routes::surroundings>(
                routes::surroundings{.scope = named->story,
                                     .users = users,
                                     .rules = scopes.rules(named->story),
                                     .reset = [this, named] { return scopes.reset(named->story); },
                                     .version = "1.2.3",
                                     .listeners = around.listeners,
                                     .set_accepting = around.set_accepting,
                                     .ca_pem = around.ca_pem,
                                     .check_ready = {},
                                     .close_sessions = {},
                                     .dismiss = around.dismiss,
                                     .release = around.release,
                                     .expectation_failed = around.expectation_failed,
                                     .settings = around.settings,
                                     .read_only = false,
                                     .show_secrets = false,
                                     .api_token = {},
                                     .allow_host = {},
                                     .scopes = &scopes,
                                     .is_scope = true});
        return named == nullptr ? nullptr : known.get();
    }

    routes::moment now{std::chrono::seconds(100), std::chrono::seconds(1)};  // all has been quiet for long

    routes::answer ask(std::string method, std::string target, std::vector<routes::header> headers = {},
                       std::string body = {}) {
        headers.push_back({"Host", "localhost:8025"});
        const routes::request asked{.method = std::move(method),
                                    .target = std::move(target),
                                    .headers = std::move(headers),
                                    .body = std::move(body)};
        return routes::handle(asked, around, now);
    }
    routes::response answered(std::string method, std::string target, std::vector<routes::header> headers = {},
                              std::string body = {}) {
        auto made = ask(std::move(method), std::move(target), std::move(headers), std::move(body));
        REQUIRE(std::holds_alternative<routes::response>(made));
        return std::get<routes::response>(std::move(made));
    }
    routes::response get(std::string target, std::vector<routes::header> headers = {}) {
        return answered("GET", std::move(target), std::move(headers));
    }
    routes::not_yet waiting(std::string target) {
        auto made = ask("GET", std::move(target));
        REQUIRE(std::holds_alternative<routes::not_yet>(made));
        return std::get<routes::not_yet>(std::move(made));
    }
};

}  // namespace testing
