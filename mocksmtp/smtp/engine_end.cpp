// How sessions and transactions end, whoever ends them.
#include <utility>

#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

void session::engine::finish(session_end how, const std::optional<rule_hit>& by) {
    if (std::holds_alternative<finished>(phase_)) return;
    abort_step(by);
    switch (how) {
        case session_end::quit:
            end_transaction(transaction_end::quit);
            break;
        case session_end::timeout:
            end_transaction(transaction_end::timeout);
            break;
        case session_end::rule:
            end_transaction(transaction_end::rule, {}, by);
            break;
        case session_end::limit:
            end_transaction(transaction_end::limit, {}, by);
            break;
        case session_end::shutdown:
            end_transaction(transaction_end::shutdown);
            break;
        case session_end::disconnected:
        case session_end::tls_failed:
        case session_end::security_layer_failed:
            end_transaction(transaction_end::disconnected);
            break;
    }
    if (opened_) {
        if (how == session_end::disconnected) note({base::diagnostic_code::no_quit, {}, {}});
        record(session_ended{how});
    }
    phase_ = finished{};
    input_ = {};
    early_.clear();
    parked_ = nullptr;
    held_.reset();
}

void session::engine::timed_out() {
    if (std::holds_alternative<finished>(phase_)) return;
    if (std::holds_alternative<handshaking>(phase_) || std::holds_alternative<muted>(phase_))
        return finish(session_end::timeout);
    const bool body = in_body();
    abort_step();
    sequel_ = ending{session_end::timeout};
    const std::string from = talk_.mail ? talk_.mail->mail.from.address : std::string();
    say(word(body ? reply_id::idle_timeout_in_data : reply_id::idle_timeout, {.address = from}));
}

void session::engine::dismiss(const std::optional<answer>& farewell, hang_up::how way) {
    if (std::holds_alternative<finished>(phase_)) return;
    if (held_) record(hold_closed{*std::exchange(held_, std::nullopt), false});
    parked_ = nullptr;
    due_.erase(due_.begin(), due_.begin() + static_cast<std::ptrdiff_t>(due_next_));
    std::erase_if(due_, [](const action& one) { return !std::holds_alternative<transmit>(one); });
    due_next_ = 0;
    const bool silent = std::holds_alternative<handshaking>(phase_) || std::holds_alternative<muted>(phase_);
    abort_step();
    sequel_ = ending{session_end::shutdown};
    silent ? finish(session_end::shutdown) : say(in_words(farewell.value_or(reply_id::shutting_down), {}));
    hang_up_by(way);
}

void session::engine::disconnected(cause why) {
    if (held_) record(hold_closed{*std::exchange(held_, std::nullopt), false});
    finish(why == cause::shutdown ? session_end::shutdown : session_end::disconnected);
    out_.clear();
    due_.clear();
    due_next_ = 0;
}

// The client is gone, or we are, in the middle of a step or of an exchange.
void session::engine::abort_step(const std::optional<rule_hit>& by) {
    if (const auto tell = std::exchange(unheard_, nullptr)) tell();
    if (put_off_) record(*std::exchange(put_off_, std::nullopt));
    auto* exchange = std::get_if<authenticating>(&phase_);
    if (exchange == nullptr) return;
    attempt made = std::move(exchange->so_far);
    made.found = exchange->mechanism->found();
    made.outcome = attempt_outcome::aborted;
    made.answer = reply{0, std::nullopt, {}};
    made.rule = by;
    phase_ = commanding{};
    record(authentication_attempted{std::move(made)});
}

void session::engine::end_transaction(transaction_end by, std::optional<data_facts> data,
                                      std::optional<rule_hit> rule) {
    if (!talk_.mail) return;
    tell_end(by, std::move(data), std::move(rule));
    talk_.mail.reset();
}

void session::engine::tell_end(transaction_end by, std::optional<data_facts> data, std::optional<rule_hit> rule) {
    if (std::exchange(talk_.mail->end_told, true)) return;
    const envelope& mail = talk_.mail->mail;
    transaction_ended ended{transaction_outcome::abandoned, by, std::move(data), std::move(rule)};
    if (by == transaction_end::end_of_data && ended.data && ended.data->answer.completed()) {
        ended.outcome = mail.any_refused() ? transaction_outcome::partial : transaction_outcome::accepted;
    } else if (mail.from.refused() || (ended.data && ended.data->answer.code >= 400) || mail.all_refused()) {
        ended.outcome = transaction_outcome::refused;
    } else if (by == transaction_end::disconnected || (by == transaction_end::rule && !ended.data) ||
               by == transaction_end::limit || by == transaction_end::shutdown) {
        ended.outcome = transaction_outcome::lost;  // with its connection, whoever ended that
    }
    record(std::move(ended));
}

}  // namespace mocksmtp::smtp
