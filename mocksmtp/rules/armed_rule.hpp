// One rule on duty: asked with its conditions and counters, and keeping account.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/rules/counters.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/rules/scenario_states.hpp"

namespace mocksmtp::rules {

class armed_rule {
public:
    // Of a rule that check() found nothing wrong with. A higher order was added later.
    struct origin {
        bool baseline = false;
        std::uint64_t order = 0;
        base::timestamp added{};
    };
    armed_rule(rule what, origin from, const std::string& seed);
    armed_rule(const armed_rule&) = delete;  // the counters refer to the rule
    armed_rule& operator=(const armed_rule&) = delete;

    // What it is asked about.
    struct question {
        stage at;
        const match::facts& situation;
        std::string_view scope;
        base::timestamp now;
    };
    // Nothing: it does not act; why is kept as the last miss.
    std::optional<smtp::verdict> ask(const question& what, base::session_id by, const scenario_states& states);
    // Where its scenario goes on to once it has acted.
    void move_scenario(scenario_states& states) const;
    // Not asked, because nothing that it does can happen here.
    void pass_over(base::session_id by, std::string because);
    // Not asked, because another rule has acted first.
    void come_behind(const std::string& first, const question& what, base::session_id by,
                     const scenario_states& states);
    opinion consider(const question& what, const scenario_states& states) const;
    void acted(const smtp::rule_hit& by, base::session_id on);
    void begin_again_in(std::string_view scope);  // what it counts per scope

    const rule& what() const { return seen_.what; }
    const origin& from() const { return from_; }
    standing::state state(base::timestamp now) const;
    const standing& seen(base::timestamp now) const;

private:
    // Why it does not match, in one clause; empty: it does.
    std::string obstacle(const question& what, const scenario_states& states) const;

    origin from_;
    mutable standing seen_;  // its state is brought up to date when somebody looks
    match::filter wants_;
    counters counts_;
};

}  // namespace mocksmtp::rules
