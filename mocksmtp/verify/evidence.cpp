#include "mocksmtp/verify/evidence.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/scripted.hpp"
#include "mocksmtp/verify/tried.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

std::string path(std::string_view address) { return address.empty() ? "<>" : base::printable(address); }

std::string protection(const smtp::tls_facts* tls) { return tls == nullptr ? "no TLS" : tls->version; }

std::string message_line(const store::message_record& of) {
    std::string to;
    for (const auto& each : of.transaction->accepted()) to += (to.empty() ? "" : ", ") + path(each);
    std::string line = of.id.text() + "  " + path(of.transaction->from()) + " -> " + to;
    const auto subject = of.view().subject();
    line += subject ? "  \"" + base::printable(*subject) + "\"" : "  (no subject)";
    if (const auto* auth = of.auth())
        line += "  " + base::printable(auth->what.mechanism) + " " + base::printable(auth->what.found.user);
    return line + "  " + protection(of.tls());
}

std::string attempt_line(const store::attempt_record& of) {
    return of.id.text() + "  " + base::printable(of.what.mechanism) + "  user \"" +
           base::printable(of.what.found.user) + "\"  " + std::string(smtp::name(of.what.outcome)) +
           (of.what.under_tls ? "  under TLS" : "  no TLS");
}

std::string transaction_line(const store::transaction_record& of) {
    std::string to;
    for (const auto& each : of.envelope().to) to += (to.empty() ? "" : ", ") + path(each.address);
    return of.id.text() + "  " + path(of.from()) + " -> " + to + "  " +
           std::string(of.outcome ? smtp::name(*of.outcome) : "open");
}

std::string session_line(const store::session_record& of) {
    std::string line = of.id.text() + "  on " + of.where.listener + "  " +
                       (of.helo ? base::printable(of.helo->argument) : std::string("no EHLO")) + "  " +
                       protection(of.tls ? &*of.tls : nullptr) + "  ";
    return line + (of.ended_by ? "ended by " + std::string(smtp::name(*of.ended_by)) : "open");
}

std::string hold_line(const store::hold_record& of) {
    std::string line = of.id.text() + "  " + of.session->id.text() + " at " + std::string(match::name_of(of.what.at));
    if (of.what.from) line += "  " + path(*of.what.from);
    for (std::size_t i = 0; i < of.what.to.size(); ++i) line += (i == 0 ? " -> " : ", ") + path(of.what.to[i]);
    if (of.what.message) line += "  " + std::to_string(of.what.message->bytes.size()) + " octets";
    return line + "  by " + rule_name(of.what.by) + hit_number(of.what.by);
}

std::string captured(const store::scope& in, const failure& what) {
    const store::query newest{.since = what.since, .by = store::order::newest_first, .limit = lines_shown};
    auto numbers = find(in, what.what.what, newest);
    std::reverse(numbers.begin(), numbers.end());
    if (numbers.empty()) return "captured: no " + std::string(noun(what.what.what, 2)) + "\n";
    const auto total = find(in, what.what.what, {.since = what.since}).size();
    std::string text = "captured, oldest first:\n";
    if (total > numbers.size()) text += "    ... " + std::to_string(total - numbers.size()) + " older\n";
    for (const auto number : numbers) text += "    " + item_line(in, what.what.what, number) + "\n";
    return text;
}

// Matching items that `since` made not exist.
std::string older_than_since(const store::scope& in, const failure& what) {
    if (what.since == 0) return {};
    std::string ids;
    for (const auto number : find(in, what.what.what, {.where = &what.what.which})) {
        const bool counted = std::find(what.matched.begin(), what.matched.end(), number) != what.matched.end();
        if (!counted) ids += (ids.empty() ? "" : ", ") + id_text(what.what.what, number);
    }
    return ids;
}

// The same filter with envelope and header recipients changed for each other.
std::string other_place(const store::scope& in, const failure& what) {
    for (const auto& each : what.what.which.conditions()) {
        const bool envelope = each.on.id == match::field_id::to;
        const bool header = each.on.id == match::field_id::mailboxes && each.on.name == "to";
        if (!envelope && !header) continue;
        const match::field there =
            envelope ? match::field{match::field_id::mailboxes, "to"} : match::field{match::field_id::to, {}};
        auto swapped = match::compile(there, each.wants.source());
        if (!std::holds_alternative<match::matcher>(swapped)) continue;
        match::filter moved;
        for (const auto& other : what.what.which.conditions()) {
            if (&other == &each)
                moved.add(there, std::get<match::matcher>(swapped));
            else
                moved.add(other.on, other.wants);
        }
        const auto found = find(in, what.what.what, {.where = &moved, .since = what.since, .limit = 1});
        if (found.empty()) continue;
        return "hint: " + id_text(what.what.what, found.front()) +
               (envelope ? " has it in its To header, but the envelope (RCPT TO) does not\n"
                         : " has it in its envelope (RCPT TO), but the To header does not\n");
    }
    return {};
}

std::string hints(const store::scope& in, const failure& what, const tried& others) {
    std::string text;
    const bool too_few = what.matched.size() < what.what.count.least;
    if (what.what.what != match::item_kind::hold)
        for (const auto& each : parked_sessions(in)) text += "hint: " + each + "\n";
    for (const auto& each : open_transactions(in)) text += "hint: transaction " + each.text() + " is still open\n";
    text += others.unheard;
    if (!too_few) return text;
    if (what.what.what == match::item_kind::message) text += other_place(in, what);
    const auto older = older_than_since(in, what);
    if (!older.empty()) text += "hint: " + older + " would match, but came before `since`\n";
    text += others.hints;
    const auto state = in.state();
    if (state.full) text += "hint: the store is full; messages are refused with 452\n";
    if (state.evictions != 0) text += "hint: " + std::to_string(state.evictions) + " older messages were evicted\n";
    if (in.position().epoch > 1 && state.messages == 0)
        text += "hint: there was a reset; what came before it is forgotten\n";
    return text;
}

}  // namespace

std::string item_line(const store::scope& in, match::item_kind what, std::uint64_t number) {
    using enum match::item_kind;
    switch (what) {
        case message:
            if (const auto* found = in.find(base::message_id{number})) return message_line(*found);
            break;
        case auth_attempt:
            if (const auto* found = in.find(base::attempt_id{number})) return attempt_line(*found);
            break;
        case transaction:
            if (const auto* found = in.find(base::transaction_id{number})) return transaction_line(*found);
            break;
        case session:
            if (const auto* found = in.find(base::session_id{number})) return session_line(*found);
            break;
        case hold:
            if (const auto* found = in.find(base::hold_id{number})) return hold_line(*found);
            break;
        case event:
            break;
    }
    return id_text(what, number);
}

evidence gather(const store::scope& in, const failure& what) {
    evidence made;
    const bool too_few = what.matched.size() < what.what.count.least;
    const auto others = what_was_tried(in, what.since);
    const auto parked = what.what.what == match::item_kind::hold ? std::vector<std::string>() : parked_sessions(in);
    if (!parked.empty()) made.parked = parked.front();
    if (too_few && !parked.empty()) {
        made.cause = made.brief = made.parked;
    } else if (too_few) {
        const auto state = in.state();
        if (state.sessions == 0)
            made.cause = state.probes == 0 ? "nobody connected"
                                           : "nobody said anything; " + std::to_string(state.probes) +
                                                 " connections ended without an octet";
        else
            made.cause = others.cause;
        made.brief = state.sessions == 0 ? made.cause : others.brief;
    }
    made.text = captured(in, what) + others.text + hints(in, what, others);
    return made;
}

}  // namespace mocksmtp::verify
