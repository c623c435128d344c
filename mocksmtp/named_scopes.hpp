// The named scopes of a mock: what each records, its rules, and its port where it has one of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/options.hpp"
#include "mocksmtp/scoped_rules.hpp"
#include "mocksmtp/store/scope_registry.hpp"

namespace mocksmtp {

// A port of a scope's own.
struct own_port {
    listener_kind kind = listener_kind::plain;
    std::uint16_t number = 0;  // 0: a free one
    friend bool operator==(const own_port&, const own_port&) = default;
};

// What a test wants a scope to be.
struct scope_wish {
    // Whose recipients (each asked as a rule at rcpt is) its transactions have; empty: those at NAME.scope.test alone.
    match::filter which{};
    std::optional<own_port> listen{};                // whose sessions all belong to it
    std::optional<std::chrono::milliseconds> ttl{};  // without use, by the world's clock; then it is forgotten
};

class named_scopes {
public:
    struct parts {
        store::scope& world;
        rules::rule_set& rules;  // the world's
        store::scope_options like{};
        rules::rule_set_options rules_like{};
        std::map<std::string, std::vector<std::string>> listeners{};  // configured ones, by the scope they belong to
    };
    // What only who has the connections can do.
    struct doorkeeper {
        // Opens a listener of that name, or answers why it cannot be; closes it with its sessions.
        std::function<std::string(const std::string& name, own_port where)> open{};
        std::function<void(const std::string& name)> close{};
        // Lets the sessions that park in the scope go on, as nobody could any more.
        std::function<void(const store::scope& in)> let_go{};
    };

    // World and rules outlive this; so does whatever the keeper uses, which may be given later.
    explicit named_scopes(parts from);
    void keep_doors(doorkeeper by) { doors_ = std::move(by); }

    store::scope_registry& registry() { return registry_; }
    smtp::policy& policy() { return policy_; }
    // Of a scope of the registry, or of the world.
    rules::rule_set& rules(store::scope& of);
    // Of a named scope; nullptr: it has none.
    const rules::rule_set* find_rules(std::string_view name) const { return policy_.find(name); }
    // Those whose sessions belong to it: the configured ones, and a port of its own.
    std::vector<std::string> listeners_of(const std::string& name) const;
    // The port of its own as it was wished for; nothing: it has none.
    std::optional<own_port> port_of(std::string_view name) const;

    // Makes the scope, or says anew what belongs to it; answers why that is not possible, in one line: it is what it
    // was then, but without the port that another was to replace. The name is one of scope_registry::name_of() and not
    // the world's.
    std::string declare(const std::string& name, scope_wish wish);
    // Undeclares and empties it, and closes its port. False: there is no such scope.
    bool forget(std::string_view name);
    // A new epoch of a named scope, without rules; it stays what it was declared to be.
    store::cursor reset(store::scope& in);
    // Called when a forgotten scope is destroyed, for whoever keeps more by its name.
    std::function<void(const std::string& name)> gone;

private:
    std::string give_port(const std::string& name, std::optional<own_port> wanted);
    void forgotten(store::named_scope& one);
    bool lets_go(const store::named_scope& one);
    void forget_rules(std::string_view of);
    std::string objection(std::string_view name, match::stage at) const;

    parts parts_;
    store::scope_registry registry_;
    scoped_rules policy_;
    doorkeeper doors_;
    std::map<std::string, own_port, std::less<>> own_ports_;  // by scope
};

}  // namespace mocksmtp
