#include "mocksmtp/rules/rule_set.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "mocksmtp/rules/eligible.hpp"
#include "mocksmtp/rules/reply_addresses.hpp"
#include "mocksmtp/rules/roster.hpp"
#include "mocksmtp/rules/situation_fields.hpp"

namespace mocksmtp::rules {

namespace {

constexpr std::string_view worlds_name = "default";

}  // namespace

struct rule_set::works {
    const base::clock& time;
    rule_set_options options;
    std::vector<std::string> baseline_ids{};
    roster on_duty{};
    scenario_states states{};
    std::uint64_t address_hits = 0;

    void begin() {
        on_duty.clear();
        states = {};
        address_hits = 0;
        std::vector<roster::entry> baseline;
        baseline.reserve(options.baseline.size());
        for (const rule& each : options.baseline) baseline.push_back({each, true});
        baseline_ids = on_duty.add(std::move(baseline), time.now(), options.seed);
    }
    std::vector<std::string> add(std::vector<rule> all) {
        std::vector<roster::entry> entries;
        entries.reserve(all.size());
        for (rule& each : all) entries.push_back({std::move(each), false});
        return on_duty.add(std::move(entries), time.now(), options.seed, baseline_ids);
    }
    void forget_scenarios() {
        states.forget_unless([this](const std::string& name) { return on_duty.names(name); });
    }
    // What is wrong with a rule, here and everywhere.
    std::vector<fault> check(const rule& what) const {
        auto found = rules::check(what);
        for (std::size_t i = 0; options.stage_objection && i < what.on.size(); ++i) {
            if (std::string why = options.stage_objection(what.on[i]); !why.empty())
                found.push_back({"/on/" + std::to_string(i), std::move(why)});
        }
        if (!what.tls || !options.tls_objection) return found;
        std::string why = options.tls_objection(*what.tls);
        if (!why.empty()) found.push_back({"/tls/certificate", std::move(why)});
        return found;
    }
    // The faults of several rules, each pointing into the list of them.
    std::vector<fault> check(const std::vector<rule>& all) const;
    // Several scopes have a mail together: it counts for that of its first recipient.
    armed_rule::question about(stage at, const match::facts& situation, std::string_view first_scope) const {
        const std::string_view scope = options.scope.empty() ? first_scope : options.scope;
        return {.at = at, .situation = situation, .scope = scope, .now = time.now()};
    }
};

std::vector<fault> rule_set::works::check(const std::vector<rule>& all) const {
    std::vector<fault> found;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string place = "/" + std::to_string(i);
        for (fault& each : check(all[i])) {
            each.where = place + each.where;
            found.push_back(std::move(each));
        }
        if (!all[i].id.empty() && !ids.insert(all[i].id).second) {
            found.push_back({place + "/id", "another rule of the list has this id; give each its own, or none"});
        }
    }
    return found;
}

rule_set::rule_set(const base::clock& time, rule_set_options options)
    : works_(std::make_unique<works>(works{.time = time, .options = std::move(options)})) {
    const auto faults = works_->check(works_->options.baseline);
    if (!faults.empty()) throw std::invalid_argument("rule " + describe(faults));
    works_->begin();
}

rule_set::~rule_set() = default;

bool rule_set::asks(stage at) const {
    const bool by_address = works_->options.reply_addresses && (at == stage::rcpt || at == stage::message);
    return by_address || !works_->on_duty.at(at).empty();
}

std::optional<smtp::verdict> rule_set::judge(const smtp::situation& now) {
    const auto& asked = works_->on_duty.at(now.at);
    const situation_fields fields(now);
    const auto question = works_->about(now.at, fields, now.scopes.empty() ? worlds_name : now.scopes.front().name);
    const prospects there = prospects_of(now);
    std::optional<smtp::verdict> made;
    const armed_rule* actor = nullptr;
    for (armed_rule* each : asked) {
        if (!stands_here(each->what(), now.at, now.moment, now.octets)) continue;
        if (std::string why = idle_because(each->what(), now.at, there); !why.empty()) {
            each->pass_over(now.session, std::move(why));
        } else if (made) {
            each->come_behind(made->by.rule, question, now.session, works_->states);
        } else {
            made = each->ask(question, now.session, works_->states);
            if (made) actor = each;
        }
    }
    if (actor != nullptr) actor->move_scenario(works_->states);  // behind the last who is asked where it stands
    if (made) return made;
    if (!works_->options.reply_addresses) return std::nullopt;
    auto answer = asked_answer(now.at, fields, now.usual);
    if (!answer) return std::nullopt;
    return smtp::verdict{.by = {std::string(reply_addresses_id), ++works_->address_hits}, .answer = *std::move(answer)};
}

void rule_set::acted(const smtp::rule_hit& by, base::session_id on) {
    if (armed_rule* known = works_->on_duty.find(by.rule)) known->acted(by, on);
}

std::optional<std::uint64_t> rule_set::next_stop(std::uint64_t from) const {
    std::optional<std::uint64_t> next;
    for (const armed_rule* each : works_->on_duty.at(stage::body)) {
        const std::uint64_t after = each->what().after;
        if (after < from || (next && *next <= after)) continue;
        if (each->state(works_->time.now()) != standing::state::expired) next = after;
    }
    return next;
}

std::variant<rule_set::placed, std::vector<fault>> rule_set::put(rule what) {
    if (auto faults = works_->check(what); !faults.empty()) return faults;
    const bool is_new = works_->on_duty.find(what.id) == nullptr;
    std::vector<rule> one;
    one.push_back(std::move(what));
    placed made{.id = works_->add(std::move(one)).front(), .is_new = is_new};
    works_->forget_scenarios();
    return made;
}

std::vector<fault> rule_set::replace(std::vector<rule> all) {
    auto faults = works_->check(all);
    if (!faults.empty()) return faults;
    clear();  // with it the scenarios, which begin anew
    works_->add(std::move(all));
    return {};
}

bool rule_set::remove(std::string_view id) {
    const bool removed = works_->on_duty.remove(id);
    works_->forget_scenarios();
    return removed;
}

void rule_set::clear() {
    works_->on_duty.remove_added();
    works_->forget_scenarios();
}

void rule_set::reset() { works_->begin(); }

void rule_set::begin_again_in(std::string_view scope) {
    for (const auto& each : works_->on_duty.all()) each->begin_again_in(scope);
}

const standing* rule_set::find(std::string_view id) const {
    const armed_rule* known = works_->on_duty.find(id);
    return known == nullptr ? nullptr : &known->seen(works_->time.now());
}

std::vector<const standing*> rule_set::all() const {
    std::vector<const standing*> listed;
    for (const auto& each : works_->on_duty.all()) listed.push_back(&each->seen(works_->time.now()));
    return listed;
}

const std::map<std::string, std::string>& rule_set::scenarios() const { return works_->states.all(); }

std::vector<opinion> rule_set::consider(stage at, const match::facts& situation, smtp::auth_moment moment,
                                        std::uint64_t octets) const {
    std::vector<opinion> made;
    const auto scopes = situation.of({match::field_id::scope, {}});
    const auto* first = scopes.empty() ? nullptr : std::get_if<std::string_view>(&*scopes.begin());
    const auto question = works_->about(at, situation, first == nullptr ? worlds_name : *first);
    const prospects there = prospects_of(at, situation);
    for (const armed_rule* each : works_->on_duty.at(at)) {
        if (!stands_here(each->what(), at, moment, octets)) {
            made.push_back({each->what().id, false, standing_place(each->what(), at)});
            continue;
        }
        if (std::string why = idle_because(each->what(), at, there); !why.empty()) {
            made.push_back({each->what().id, false, std::move(why)});
            continue;
        }
        made.push_back(each->consider(question, works_->states));
        if (made.back().acts) return made;
    }
    if (works_->options.reply_addresses && asked_reply(at, situation)) {
        made.push_back(
            {std::string(reply_addresses_id), true, "acts: hit " + std::to_string(works_->address_hits + 1)});
    }
    return made;
}

}  // namespace mocksmtp::rules
