// The rules of all scopes as one policy: those of the named scopes a step belongs to are asked before the world's.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "mocksmtp/rules/rule_set.hpp"

namespace mocksmtp {

class scoped_rules final : public smtp::policy {
public:
    // The world's rules outlive this.
    explicit scoped_rules(rules::rule_set& world) : world_(world) {}

    // nullptr: the scope has no rules yet.
    rules::rule_set* find(std::string_view scope) const;
    // Empty at first. The clock outlives it.
    rules::rule_set& add(std::string_view scope, const base::clock& time, rules::rule_set_options options);
    void remove(std::string_view scope) { sets_.erase(std::string(scope)); }

    bool asks(match::stage at) const override { return world_.asks(at); }
    std::optional<smtp::verdict> judge(const smtp::situation& now) override;
    void acted(const smtp::rule_hit& by, base::session_id on) override;
    std::optional<std::uint64_t> next_stop(std::uint64_t from) const override { return world_.next_stop(from); }
    bool asks_in(std::span<const smtp::known_scope> scopes, match::stage at) const override;
    std::optional<std::uint64_t> next_stop_in(std::span<const smtp::known_scope> scopes,
                                              std::uint64_t from) const override;

private:
    rules::rule_set& world_;
    std::map<std::string, std::unique_ptr<rules::rule_set>, std::less<>> sets_;
};

}  // namespace mocksmtp
