#include "mocksmtp/verify/steps.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

// So many events of a session are looked at: those without mail are short.
constexpr std::size_t events_of_steps = 500;

std::vector<store::event_record> steps_of(const store::scope& in, const store::session_record& of,
                                          std::uint64_t since) {
    return in.events_of(of.id, since, events_of_steps);
}

std::string without_secret(const smtp::command_received& what) {
    auto shown = std::string_view(what.line).substr(0, what.secret_from.value_or(what.line.size()));
    while (shown.ends_with(' ')) shown.remove_suffix(1);
    if (shown.empty()) return what.secret_from ? "(hidden)" : "an empty line";
    return base::printable(shown.substr(0, 80));
}

// What the server says unasked when it will wait no longer, or stops.
bool is_farewell(const store::session_record& of, const smtp::reply_made& what) {
    return !what.rule && (of.ended_by == smtp::session_end::timeout || of.ended_by == smtp::session_end::shutdown);
}

// A command that ends a transaction is none of its steps.
bool is_by_command(smtp::transaction_end how) {
    using enum smtp::transaction_end;
    return how == rset || how == helo || how == quit || how == starttls;
}

}  // namespace

std::optional<refused_step> last_refusal(const store::scope& in, const store::session_record& of) {
    std::optional<refused_step> last;
    std::string asked;
    bool of_attempt = false, is_answer = true;  // the greeting answers the client's coming
    for (const auto& event : steps_of(in, of, 0)) {
        if (const auto* command = std::get_if<smtp::command_received>(&event.what)) asked = without_secret(*command);
        if (const auto* reply = std::get_if<smtp::reply_made>(&event.what);
            reply != nullptr && reply->said.code >= 400 && !of_attempt && (is_answer || !is_farewell(of, *reply)))
            last = {event.at.n, (asked.empty() ? "greeted with " : asked + " -> ") + said(reply->said), reply->said,
                    reply->rule};
        of_attempt = event.kind == store::event_kind::authentication;
        if (event.kind == store::event_kind::command || event.kind == store::event_kind::reply)
            is_answer = event.kind == store::event_kind::command;
    }
    return last;
}

std::optional<smtp::rule_hit> rule_of_starttls(const store::scope& in, const store::session_record& of) {
    std::optional<smtp::rule_hit> by;
    bool is_asked = false;
    for (const auto& event : steps_of(in, of, 0)) {
        if (const auto* command = std::get_if<smtp::command_received>(&event.what))
            is_asked = base::to_upper(command->line).starts_with("STARTTLS");
        if (const auto* reply = std::get_if<smtp::reply_made>(&event.what); reply != nullptr && is_asked)
            by = reply->rule;
    }
    return by;
}

std::optional<smtp::rule_hit> rule_of_last_step(const store::scope& in, const store::transaction_record& of) {
    std::optional<smtp::rule_hit> by, before;  // of the last command, and of the one before it
    for (const auto& event : steps_of(in, *of.session, of.opened)) {
        if (of.ended != 0 && event.at.n >= of.ended) break;
        if (std::holds_alternative<smtp::command_received>(event.what)) before = std::exchange(by, std::nullopt);
        if (const auto* reply = std::get_if<smtp::reply_made>(&event.what)) by = reply->rule;
        if (const auto* act = std::get_if<smtp::rule_acted>(&event.what)) by = act->by;
        if (const auto* hold = std::get_if<store::hold_begun>(&event.what)) by = hold->by;
    }
    return is_by_command(of.ended_by) ? before : by;
}

bool has_begun_its_data(const store::scope& in, const store::transaction_record& of) {
    const auto steps = steps_of(in, *of.session, of.opened);
    return std::ranges::any_of(steps, [](const store::event_record& event) {
        const auto* command = std::get_if<smtp::command_received>(&event.what);
        if (command != nullptr) return base::istarts_with(command->line, "BDAT ");
        const auto* reply = std::get_if<smtp::reply_made>(&event.what);
        return reply != nullptr && reply->said.positive() && !reply->said.completed();
    });
}

}  // namespace mocksmtp::verify
