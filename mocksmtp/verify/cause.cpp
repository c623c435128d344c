#include "mocksmtp/verify/cause.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/attempted.hpp"
#include "mocksmtp/verify/places.hpp"
#include "mocksmtp/verify/repeats.hpp"
#include "mocksmtp/verify/scripted.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

using match::item_kind;

namespace {

// The first of a row of explanations that says something, the surest first.
class explanations {
public:
    template <class function>
    explanations& or_else(function clause) {
        if (found_.empty()) found_ = clause();
        return *this;
    }
    std::string take() { return std::move(found_); }

private:
    std::string found_;
};

std::string parked(const inquiry& in, item_kind what, const match::filter& wanted) {
    if (what == item_kind::hold) return {};
    const auto all = parked_sessions(in.by.scope(), wanted);
    return all.empty() ? std::string() : all.front();
}

// "1 connection to listener smtps is open and has said nothing": of one listener that has such connections.
std::string silence(const store::scope& in) {
    const auto all = in.silent();
    if (all.empty()) return {};
    const auto& first = **std::ranges::min_element(all, {}, [](const auto* each) { return each->listener; });
    const auto count = std::ranges::count(all, first.listener, [](const auto* each) { return each->listener; });
    return std::to_string(count) + (count == 1 ? " connection" : " connections") + " to listener " +
           base::printable(first.listener) + (count == 1 ? " is open and has" : " are open and have") +
           " said nothing" + (first.kind == smtp::listener_kind::tls ? "; it expects TLS from the first octet" : "");
}

// Of those who have come, but not to this scope.
std::string strayed(const inquiry& in) {
    if (in.by.elsewhere().empty()) return {};
    const std::string nobody = "nobody came to this scope";
    if (!in.outside.brief.empty()) return nobody + "; of those who came to none: " + in.outside.brief;
    if (auto mail = newest_of_none(in.by); !mail.empty()) return nobody + "; " + mail;
    return in.by.elsewhere().back()->state().sessions == 0 ? std::string() : nobody;
}

std::string nobody(const inquiry& in) {
    const auto state = in.by.scope().state();
    if (state.sessions != 0) return {};
    if (auto clause = closed_listeners(in.by); !clause.empty()) return clause;
    if (auto clause = strayed(in); !clause.empty()) return clause;
    if (auto clause = silence(in.by.scope()); !clause.empty()) return clause;
    if (state.probes == 0) return state.at.epoch > 1 ? "nobody has connected since the reset" : "nobody connected";
    return "nobody said anything; " + std::to_string(state.probes) +
           (state.probes == 1 ? " connection" : " connections") + " ended without an octet";
}

// What a transaction that is as wanted has to do with it.
std::string of_mail(const inquiry& in, const expectation& what) {
    const auto& scope = in.by.scope();
    if (what.what != item_kind::message) return {};
    auto open = still_open(scope, what.which);
    return open.empty() ? what_became_of(scope, what.which, in.what.since) : open;
}

// What those have met with who may have been after anything; what became of others' mail says nothing of this one.
std::string of_others(const inquiry& in, const expectation& what) {
    if (!asks_for_envelope(what.which)) return in.others.brief;
    if (!in.others.beside_mail.empty()) return in.others.beside_mail;
    return ended_at_mail(in.by.scope(), what.which, in.what.since);
}

// What everybody who connected has met with, where nothing of the kind was captured at all.
std::string of_everybody(const inquiry& in, const expectation& what) {
    if (in.by.count(what.what, in.what.since) != 0) return {};
    if (auto met = of_others(in, what); !met.empty()) return met;
    return what.what == item_kind::session ? std::string() : in.others.silent;
}

std::string of_rules(const inquiry& in, const expectation& what) {
    if (what.what != item_kind::rule) return {};
    const auto* wanted = what.which.sole_equal(match::field_id::rule);
    if (wanted == nullptr) return {};
    const bool there = std::ranges::any_of(in.by.rules(), [&](const auto* each) { return each->what.id == *wanted; });
    return there ? std::string() : "there is no rule " + base::printable(*wanted);
}

std::string of_absence(const inquiry& in, const expectation& what, const finding& found,
                       const std::vector<candidate>& nearest) {
    const auto of_nearest = [&] { return nearest.empty() ? std::string() : because(nearest.front()); };
    // What went to exactly these addresses explains more than what went to others that are like them.
    const auto of_near = [&](bool strayed) {
        const bool is_meant = !nearest.empty() && nearest.front().is_near && nearest.front().strays() == strayed;
        return is_meant ? of_nearest() : std::string();
    };
    // A recipient who was refused stands in the header all the same.
    const auto of_recipient = [&] {
        const bool is_asked_for = std::ranges::any_of(
            what.which.conditions(), [](const auto& each) { return each.on.id == match::field_id::to; });
        return is_asked_for && of_near(false).empty() ? of_mail(in, what) : std::string();
    };
    if (what.what == item_kind::rule || what.what == item_kind::diagnostic)
        return explanations().or_else([&] { return of_rules(in, what); }).or_else(of_nearest).take();
    return explanations()
        .or_else([&] { return parked(in, what.what, what.which); })
        .or_else([&] { return before_since(in.by, what, found, in.what.since); })
        .or_else(of_recipient)
        .or_else([&] { return at_another_place(in.by, what, found, in.what.since); })
        .or_else([&] { return of_near(false); })
        .or_else([&] { return of_mail(in, what); })
        .or_else([&] { return before_reset(in.by, what); })
        .or_else([&] { return in_another_scope(in.by, what); })
        .or_else([&] { return of_near(true); })
        .or_else([&] { return nobody(in); })
        .or_else([&] { return of_everybody(in, what); })
        .or_else(of_nearest)
        .or_else([&] { return of_others(in, what); })
        .take();
}

std::string of_excess(const inquiry& in, const expectation& what, const finding& found) {
    if (what.what == item_kind::message) {
        if (auto twice = sent_twice(in.by.scope(), found.matched); !twice.empty()) return twice;
        if (auto late = came_too_late(in.by.scope(), found.matched); !late.empty()) return late;
    }
    // A rule that puts off the first try is to let the second one pass.
    if (what.count.most != 0u) return {};
    for (const auto& each : spent_rules(in.by)) {
        for (const auto number : found.matched) {
            const auto facts = in.by.facts_of(what.what, number);
            const auto session = facts ? facts->of({match::field_id::session, {}}) : match::values();
            if (session.size() == 1 && session[0] == match::value(match::ordinal{'s', each.passed.number}))
                return each.clause;
        }
    }
    return {};
}

}  // namespace

std::string closed_listeners(const grounds& by) {
    if (by.closed().empty()) return {};
    std::vector<std::string> names;
    for (const auto& each : by.closed()) names.push_back(base::printable(each));
    const bool one = names.size() == 1;
    return (one ? "listener " : "listeners ") + few_of(names) +
           (one ? " does not accept connections" : " do not accept connections");
}

std::vector<spent_rule> spent_rules(const grounds& by) {
    std::vector<spent_rule> made;
    for (const auto* each : by.rules()) {
        if (!each->last_miss || !each->last_miss->because.starts_with("spent")) continue;
        const auto session = each->last_miss->session;
        made.push_back({"rule " + base::printable(each->what.id) + " is " + each->last_miss->because +
                            (session ? ", and let " + session.text() + " pass" : ""),
                        session});
    }
    return made;
}

std::string unrest(const inquiry& in, const match::filter& wanted, item_kind what) {
    if (what == item_kind::message || what == item_kind::transaction || what == item_kind::diagnostic)
        if (auto clause = parked(in, what, wanted); !clause.empty()) return clause;
    auto open = still_open(in.by.scope(), wanted, what);
    return open.empty() ? "a transaction was open all the time" : open + ": what comes of it may be one too many";
}

std::string cause_of(const inquiry& in, std::size_t index, const std::vector<candidate>& nearest) {
    const auto& what = in.what.expect[index];
    const auto& found = in.seen.found[index];
    if (found.matched.size() < what.count.least) return of_absence(in, what, found, nearest);
    if (what.count.most && found.matched.size() > *what.count.most)
        if (auto excess = of_excess(in, what, found); !excess.empty()) return excess;
    if (!found.wrong.empty())
        return nearest.empty() ? std::string()
                               : nearest.front().id + " is not as it must be: " + because(nearest.front());
    if (in.seen.still_open && what.count.most) return unrest(in, what.which, what.what);
    return {};
}

}  // namespace mocksmtp::verify
