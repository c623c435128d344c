#include "mocksmtp/named_scopes.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/rules/situation_fields.hpp"

namespace mocksmtp {
namespace {

bool matches(const match::filter& which, const smtp::situation& now) {
    return which.matches(rules::situation_fields(now));
}

}  // namespace

named_scopes::named_scopes(parts from)
    : parts_(std::move(from)), registry_(parts_.world, parts_.like, matches), policy_(parts_.rules) {
    registry_.forgotten = [this](store::named_scope& one) { forgotten(one); };
    registry_.lets_go = [this](const store::named_scope& one) { return lets_go(one); };
    for (const auto& [name, listeners] : parts_.listeners)
        registry_.declare(*registry_.make(name), {.listeners = listeners});
}

rules::rule_set& named_scopes::rules(store::scope& of) {
    if (&of == &parts_.world) return parts_.rules;
    if (auto* known = policy_.find(of.name())) return *known;
    rules::rule_set_options options = parts_.rules_like;
    options.scope = of.name();
    options.stage_objection = [this, name = of.name()](match::stage at) { return objection(name, at); };
    return policy_.add(of.name(), of.clock(), std::move(options));
}

// Before RCPT nobody can tell that a client's mail will belong to the scope, unless its port says so.
std::string named_scopes::objection(std::string_view name, match::stage at) const {
    const auto known = match::row_of(match::field_id::scope).stages;
    if (known.has(at) || !listeners_of(std::string(name)).empty()) return {};
    return "a scope is known by its recipients, so rules of it stand at " + match::list_of(known) +
           "; one with a listener of its own (\"listen\") knows every stage";
}

std::optional<own_port> named_scopes::port_of(std::string_view name) const {
    const auto found = own_ports_.find(name);
    return found == own_ports_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> named_scopes::listeners_of(const std::string& name) const {
    const auto configured = parts_.listeners.find(name);
    auto all = configured == parts_.listeners.end() ? std::vector<std::string>() : configured->second;
    if (own_ports_.contains(name)) all.push_back(name);
    return all;
}

std::string named_scopes::give_port(const std::string& name, std::optional<own_port> wanted) {
    if (port_of(name) == wanted) return {};
    if (own_ports_.erase(name) != 0) doors_.close(name);
    if (!wanted) return {};
    std::string failed = doors_.open ? doors_.open(name, *wanted) : "no listener can be opened here";
    if (failed.empty()) own_ports_.insert_or_assign(name, *wanted);
    return failed;
}

std::string named_scopes::declare(const std::string& name, scope_wish wish) {
    auto* one = registry_.make(name);
    if (one == nullptr)
        return "there are " + std::to_string(store::scope_registry::most) +
               " scopes already; DELETE those that are over";
    std::string failed = give_port(name, wish.listen);
    if (!failed.empty() && !one->declared) return failed;
    auto as =
        failed.empty() ? store::scope_declaration{.which = std::move(wish.which), .ttl = wish.ttl} : *one->declared;
    as.listeners = listeners_of(name);
    registry_.declare(*one, std::move(as));
    return failed;
}

bool named_scopes::forget(std::string_view name) {
    auto* one = registry_.find(name);
    if (one == nullptr) return false;
    registry_.forget(*one);
    return true;
}

// What was configured stays.
void named_scopes::forgotten(store::named_scope& one) {
    const std::string& name = one.story.name();
    if (doors_.let_go) doors_.let_go(one.story);
    forget_rules(name);
    if (own_ports_.erase(name) != 0) doors_.close(name);
    if (auto listeners = listeners_of(name); !listeners.empty())
        registry_.declare(one, {.listeners = std::move(listeners)});
}

bool named_scopes::lets_go(const store::named_scope& one) {
    if (const auto* set = policy_.find(one.name); set != nullptr && !set->all().empty()) return false;
    policy_.remove(one.name);
    if (gone) gone(std::string(one.name));
    return true;
}

// Its own, and what those of the world have counted in it.
void named_scopes::forget_rules(std::string_view of) {
    if (auto* set = policy_.find(of)) set->reset();
    parts_.rules.begin_again_in(of);
}

store::cursor named_scopes::reset(store::scope& in) {
    if (doors_.let_go) doors_.let_go(in);
    forget_rules(in.name());
    return in.reset();
}

}  // namespace mocksmtp
