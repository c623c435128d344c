#include "mocksmtp/rules/counted_by.hpp"
#include "mocksmtp/rules/fault_list.hpp"

namespace mocksmtp::rules {

namespace {

// Each match that goes by within the period is remembered.
constexpr std::uint64_t highest_rate = 1'000'000;

void check_per(const rule& what, fault_list& to) {
    const auto field = field_of(what.per);
    if (!field) return;
    if (auto why = match::why_unknown(*field, stages_of(what)); !why.empty()) to.add("/per", std::move(why));
}

void check_rate(const rate_limit& rate, fault_list& to) {
    to.add_if(rate.limit < 1 || rate.limit > highest_rate, "/rate/limit",
              "so many matches go by within the period: 1 to 1000000");
    to.add_if(rate.per.count() <= 0, "/rate/per", "a period has to have a length, for example \"1m\"");
}

void check_scenario(const scenario_step& step, fault_list& to) {
    if (step.name.empty()) {
        to.add_if(!step.needs.empty(), "/requires", "this is a state of a scenario; name it in scenario");
        to.add_if(!step.becomes.empty(), "/becomes", "this is a state of a scenario; name it in scenario");
        to.add_if(step.needs.empty() && step.becomes.empty(), "/scenario", "a scenario needs a name");
    } else {
        to.add_if(step.needs.empty() && step.becomes.empty(), "/scenario",
                  "say what part the rule has in it: the state it requires, the state it becomes, or both");
    }
}

}  // namespace

void check_counts(const rule& what, fault_list& to) {
    to.add_if(what.times && *what.times < 1, "/times", "a rule that acts has to act 1 time or more");
    to.add_if(what.every < 1, "/every", "every how-manieth match: 1 or more");
    check_per(what, to);
    if (what.rate) check_rate(*what.rate, to);
    // Written so that what is no number is refused too.
    to.add_if(what.probability && !(*what.probability > 0 && *what.probability <= 1), "/probability",
              "a probability is more than 0 and at most 1");
    to.add_if(what.ttl && what.ttl->count() <= 0, "/ttl", "a rule has to live for a while, for example \"10m\"");
    if (what.scenario) check_scenario(*what.scenario, to);
}

}  // namespace mocksmtp::rules
