// A world with named scopes in it, and what to ask of them.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/scope_registry.hpp"
#include "tests/unit/store/client.hpp"

namespace testing {

// Whether a recipient ends as a filter's one text says; the real one stands beside the rules.
inline bool ends_so(const match::filter& which, const smtp::situation& now) {
    const auto* wanted = which.sole_equal(match::field_id::to);
    return wanted != nullptr && now.recipient->address == *wanted;
}

inline match::filter to(const std::string& address) {
    match::filter made;
    made.add({match::field_id::to, {}},
             std::get<match::matcher>(match::compile({match::field_id::to, {}}, match::equal_to(address))));
    return made;
}

struct house {
    store::scope world;
    store::scope_registry all{world, {}, ends_so};

    client connect(std::string listener = "smtp") {
        return client(all.observe({.listener = std::move(listener), .peer = "127.0.0.1", .local = "127.0.0.1"}));
    }
    store::scope& story(const std::string& name) {
        auto* found = all.find(name);
        REQUIRE(found != nullptr);
        return found->story;
    }
};

inline std::vector<std::string> lines_of(const store::scope& in, base::session_id id) {
    std::vector<std::string> made;
    for (const auto& each : in.events_of(id, 0, 1000))
        if (const auto* said = std::get_if<smtp::command_received>(&each.what)) made.push_back(said->line);
    return made;
}

inline std::vector<std::string> recipients_of(const store::scope& in) {
    std::vector<std::string> made;
    for (const auto* each : store::find_messages(in).items)
        for (const auto address : each->transaction->accepted()) made.emplace_back(address);
    return made;
}

using names = std::vector<std::string_view>;
inline names scopes_of(const auto& of) { return {of.scopes().begin(), of.scopes().end()}; }

}  // namespace testing
