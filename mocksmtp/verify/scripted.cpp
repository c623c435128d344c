#include "mocksmtp/verify/scripted.hpp"

#include <algorithm>

#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

// Between what a rule does and the end of the session that it makes there are no more events of the session than this.
constexpr std::uint64_t events_of_an_end = 8;
// So many behind a rule's silent act are looked at for a reply.
constexpr std::size_t events_behind_an_act = 50;
// So many of a session are looked at for a hold that it has not outlived.
constexpr std::size_t events_with_a_hold = 500;

std::string at(match::stage stage) { return " at " + std::string(match::name_of(stage)); }

bool could_be_for(const store::hold_record& of, const match::filter& wanted) {
    const store::hold_fields fields(of);
    return std::ranges::all_of(wanted.conditions(), [&](const match::condition& each) {
        const bool is_known = (each.on.id == match::field_id::from && of.what.from) ||
                              (each.on.id == match::field_id::to && !of.what.to.empty());
        return !is_known || each.wants.matches(fields.of(each.on));
    });
}

// A client that had enough of waiting at a breakpoint.
std::optional<deed> left_parked(const store::scope& in, const store::session_record& of) {
    if (of.rules.empty() || of.ended_by != smtp::session_end::disconnected) return std::nullopt;
    std::optional<deed> last;
    for (const auto& event : in.events_of(of.id, 0, events_with_a_hold)) {
        if (event.kind == store::event_kind::reply) last.reset();
        if (const auto* hold = std::get_if<store::hold_begun>(&event.what))
            last = deed{hold->by,
                        rule_name(hold->by) + " held the session" + at(hold->at) + hit_number(hold->by) +
                            ", and its client left",
                        event.at.n};
    }
    return last;
}

}  // namespace

// A rule ends a session with a reply, or with an act that stands in the place of one.
std::optional<deed> closed_by_rule(const store::scope& in, const store::session_record& of) {
    if (of.ended_by != smtp::session_end::rule) return std::nullopt;
    std::optional<deed> last;
    const auto made = [](const smtp::rule_hit& by, const std::string& where) {
        return deed{by, rule_name(by) + " closed the connection" + where + hit_number(by), 0};
    };
    const auto since = of.closed - std::min(of.closed, events_of_an_end);
    for (const auto& event : in.events_of(of.id, since, events_of_an_end)) {
        if (const auto* act = std::get_if<smtp::rule_acted>(&event.what)) last = made(act->by, at(act->at));
        if (const auto* reply = std::get_if<smtp::reply_made>(&event.what); reply != nullptr && reply->rule)
            last = made(*reply->rule, "");
    }
    return last;
}

std::optional<deed> silenced_by_rule(const store::scope& in, const store::session_record& of) {
    if (of.ended_by == smtp::session_end::rule || of.tls_failed) return std::nullopt;
    if (of.last_act == nullptr) return left_parked(in, of);
    for (const auto& event : in.events_of(of.id, of.last_act->event, events_behind_an_act))
        if (event.kind == store::event_kind::reply) return std::nullopt;
    const auto& what = of.last_act->what;
    return deed{what.by,
                rule_name(what.by) + " acted" + at(what.at) + hit_number(what.by) + ", and nothing was said since",
                of.last_act->event};
}

std::optional<smtp::rule_hit> unanswered_by_rule(const store::scope& in, const store::transaction_record& of) {
    if (!of.data() || !of.rule()) return std::nullopt;
    for (const auto& event : in.events_of(of.session->id, of.ended, 2)) {
        const auto* act = std::get_if<smtp::rule_acted>(&event.what);
        if (act != nullptr && act->at == match::stage::message) return act->by;
    }
    return std::nullopt;
}

std::optional<deed> kept_unheard(const store::scope& in, const store::transaction_record& of) {
    const auto rule = of.rule();
    const auto data = of.data();
    if (!of.message || !rule || !data) return std::nullopt;
    const std::string kept = of.message.text() + " was kept, but ";
    if (!data->answer.completed())
        return deed{
            *rule,
            kept + rule_name(*rule) + " told the client " + std::to_string(data->answer.code) + hit_number(*rule), 0};
    if (const auto by = unanswered_by_rule(in, of))
        return deed{*rule, kept + rule_name(*by) + " kept its reply from the client" + hit_number(*by), 0};
    return std::nullopt;
}

std::vector<std::string> parked_sessions(const store::scope& in, const match::filter& wanted) {
    std::vector<std::string> all;
    for (const auto* each : store::find_holds(in).items)
        if (could_be_for(*each, wanted))
            all.push_back("session " + each->session->id.text() + " is held" + at(each->what.at) + " by " +
                          rule_name(each->what.by) + " (" + each->id.text() + "): release it");
    return all;
}

}  // namespace mocksmtp::verify
