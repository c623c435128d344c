// What expectations are held against: a scope, its rules, the scopes beside it and the listeners that are closed, as
// they are at one moment.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/verify/diagnostic_item.hpp"

namespace mocksmtp::verify {

// Things have a number within their kind: that of their id, for rules and diagnostics their place in the list from 1.
// Good for one look: until the scope or its rules change.
class grounds {
public:
    // `elsewhere`: the other scopes, the world last; none if `in` is the world.
    explicit grounds(const store::scope& in, std::vector<const rules::standing*> rules = {},
                     std::span<const store::scope* const> elsewhere = {}, std::vector<std::string> closed = {},
                     std::uint64_t world_since = 0)
        : in_(in),
          rules_(std::move(rules)),
          elsewhere_(elsewhere),
          closed_(std::move(closed)),
          world_since_(world_since) {}

    const store::scope& scope() const { return in_; }
    const std::vector<const rules::standing*>& rules() const { return rules_; }
    std::span<const store::scope* const> elsewhere() const { return elsewhere_; }
    const std::vector<std::string>& closed() const { return closed_; }  // names of listeners
    // What a scope misses has nothing to do with what the world recorded up to this event.
    std::uint64_t world_since() const { return world_since_; }

    // Oldest first, of what was decided after the event `since`; rules have no time and are there always. No filter:
    // everything.
    std::vector<std::uint64_t> find(match::item_kind what, const match::filter* which, std::uint64_t since) const;
    // The newest so many of everything, oldest first.
    std::vector<std::uint64_t> newest(match::item_kind what, std::uint64_t since, std::size_t limit) const;
    std::size_t count(match::item_kind what, std::uint64_t since) const;

    // nullptr: it is gone.
    std::unique_ptr<match::facts> facts_of(match::item_kind what, std::uint64_t number) const;
    // "m1", "a1", "t1", "s1", "h1", a rule's id, "m1:bare_lf".
    std::string id_text(match::item_kind what, std::uint64_t number) const;
    // The event that decided it; nothing while it is open, and for rules.
    std::optional<std::uint64_t> decided_at(match::item_kind what, std::uint64_t number) const;
    // Whether its fields may be different the next time.
    bool may_change(match::item_kind what, std::uint64_t number) const;

    const rules::standing& rule(std::uint64_t number) const { return *rules_[number - 1]; }
    const diagnostic_item& diagnostic(std::uint64_t number) const { return diagnostics()[number - 1]; }

private:
    const std::vector<diagnostic_item>& diagnostics() const;  // of the whole epoch

    const store::scope& in_;
    std::vector<const rules::standing*> rules_;
    std::span<const store::scope* const> elsewhere_;
    std::vector<std::string> closed_;
    std::uint64_t world_since_;
    mutable std::optional<std::vector<diagnostic_item>> diagnostics_;
};

}  // namespace mocksmtp::verify
