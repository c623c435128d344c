#include "mocksmtp/smtp/engine.hpp"

#include <algorithm>

namespace mocksmtp::smtp {

namespace {
// Replies to pipelined commands leave together, but not more of them than a socket buffer holds.
constexpr std::size_t transmit_at = 65536;
}  // namespace

session::engine::engine(surroundings around) : around_(std::move(around)), lines_(around_.limits->max_line_octets) {}

action session::engine::next() {
    if (!begun_) begin();
    reading_ = false;
    while (true) {
        if (!out_.empty() && (due_next_ < due_.size() || out_.size() >= transmit_at))
            return transmit{std::exchange(out_, {}), {}};
        if (due_next_ < due_.size()) {
            action oldest = std::move(due_[due_next_++]);
            if (due_next_ == due_.size()) {
                due_.clear();
                due_next_ = 0;
            }
            return oldest;
        }
        if (parked_ && !held_) {
            std::exchange(parked_, nullptr)(std::nullopt);
            continue;
        }
        if (!held_ && advance()) continue;
        if (!out_.empty()) return transmit{std::exchange(out_, {}), {}};
        if (std::holds_alternative<finished>(phase_)) return hang_up{};
        reading_ = true;
        return read_more{around_.limits->idle_timeout};
    }
}

void session::engine::begin() {
    begun_ = true;
    if (around_.where.kind == listener_kind::tls) {
        phase_ = handshaking{};
        due_.push_back(start_tls{{tls_mode::implicit}});
    } else {
        greet();
    }
}

void session::engine::greet() {
    phase_ = commanding{};
    if (around_.where.over_limit) {
        sequel_ = ending{session_end::limit};
        say(word(reply_id::too_many_connections), std::nullopt, std::nullopt);
        return;
    }
    const auto welcome = [this](const std::optional<reply>&) {
        banner_pause_ = false;
        if (!early_.empty() && strict(diagnostic_code::talked_before_banner)) {
            sequel_ = ending{session_end::limit};
            return say(strict_refusal(diagnostic_code::talked_before_banner), std::nullopt, std::nullopt);
        }
        settle(stage::connect, {}, word(reply_id::banner));
    };
    if (around_.limits->banner_delay.count() == 0) return welcome(std::nullopt);
    banner_pause_ = true;
    due_.push_back(pause{around_.limits->banner_delay, true});
    parked_ = welcome;
}

// From here on the session has an ordinal and a place in the journal; a connection that never gets here is a probe.
void session::engine::open() {
    if (opened_) return;
    opened_ = true;
    ordinal_ = around_.journal->opened();
    if (banner_) record(reply_made{*std::exchange(banner_, std::nullopt), std::nullopt});
}

void session::engine::received(std::string_view bytes) {
    if (bytes.empty() || std::holds_alternative<finished>(phase_)) return;
    open();
    if (reading_ && !layer_) {
        input_ = bytes;
        return;
    }
    if (!reading_ && early_.empty())
        note({banner_pause_ ? diagnostic_code::talked_before_banner : diagnostic_code::talked_before_reply, {}, {}});
    if (layer_) return unprotect(bytes);
    early_.append(bytes);
}

// Uses up some input; false where there is none that can be used.
bool session::engine::advance() {
    if (std::holds_alternative<finished>(phase_) || std::holds_alternative<handshaking>(phase_)) return false;
    if (input_.empty() && !early_.empty()) {
        late_ = std::exchange(early_, {});
        input_ = late_;
    }
    if (input_.empty()) {
        if (!input_ended_) return false;
        finish(session_end::disconnected);
        return true;
    }
    if (std::holds_alternative<muted>(phase_)) {
        input_ = {};
    } else if (auto* data = std::get_if<reading_data>(&phase_)) {
        if (data->body.read(input_)) data_ended();
    } else if (auto* chunk = std::get_if<reading_chunk>(&phase_)) {
        const std::string_view piece =
            input_.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(chunk->missing, input_.size())));
        if (!chunk->refusal) talk_.mail->chunks.bytes.append(piece);
        input_.remove_prefix(piece.size());
        chunk->missing -= piece.size();
        if (chunk->missing == 0) chunk_ended();
    } else if (const auto line = lines_.next(input_)) {
        on_line(*line);
    }
    return true;
}

void session::engine::say(reply what, const std::optional<rule_hit>& by, const std::optional<pace>& dribble) {
    const int code = what.code;
    if (dribble) {
        if (!out_.empty()) due_.push_back(transmit{std::exchange(out_, {}), {}});
        due_.push_back(transmit{sealed(what), dribble});
    } else if (due_next_ < due_.size()) {
        due_.push_back(transmit{sealed(what), {}});
    } else if (layer_) {
        out_ += sealed(what);
    } else {
        append_wire(out_, what);
    }
    // Nothing leaves before the driver asks for it: the reply is in the journal first.
    if (opened_) {
        record(reply_made{std::move(what), by});
    } else {
        banner_ = std::move(what);
    }
    const sequel follows = std::exchange(sequel_, nothing{});
    if (const auto* last = std::get_if<ending>(&follows)) {
        finish(last->how);
    } else if (std::holds_alternative<handshake>(follows)) {
        phase_ = handshaking{};
        due_.push_back(start_tls{{tls_mode::starttls}});
    } else if (const auto* agreed = std::get_if<protection>(&follows)) {
        protect(*agreed);
    } else if (code == code_closing) {
        finish(by ? session_end::rule : session_end::limit);
    }
}

void session::engine::finish(session_end how) {
    if (std::holds_alternative<finished>(phase_)) return;
    abort_attempt();
    switch (how) {
        case session_end::quit:
            end_transaction(transaction_end::quit);
            break;
        case session_end::timeout:
            end_transaction(transaction_end::timeout);
            break;
        case session_end::rule:
            end_transaction(transaction_end::rule);
            break;
        case session_end::limit:
            end_transaction(transaction_end::limit);
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
        if (how == session_end::disconnected) note({diagnostic_code::no_quit, {}, {}});
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
    if (std::holds_alternative<handshaking>(phase_)) return finish(session_end::timeout);
    abort_attempt();
    sequel_ = ending{session_end::timeout};
    say(word(reply_id::idle_timeout), std::nullopt, std::nullopt);
}

void session::engine::released(std::optional<reply> instead) {
    if (!held_) return;
    record(hold_closed{*std::exchange(held_, std::nullopt), instead.has_value()});
    if (auto go_on = std::exchange(parked_, nullptr)) go_on(std::move(instead));
}

void session::engine::tls_done(std::variant<tls_facts, tls_failure> how) {
    if (!std::holds_alternative<handshaking>(phase_)) return;
    open();
    if (auto* failure = std::get_if<tls_failure>(&how)) {
        record(tls_failed{std::move(*failure)});
        finish(session_end::tls_failed);
        return;
    }
    tls_ = std::get<tls_facts>(std::move(how));
    bindings_ = std::exchange(tls_->channel_bindings, {});
    record(tls_started{*tls_});
    phase_ = commanding{};
    if (tls_->mode == tls_mode::implicit) greet();
}

void session::engine::disconnected(cause why) {
    if (held_) record(hold_closed{*std::exchange(held_, std::nullopt), false});
    finish(why == cause::shutdown ? session_end::shutdown : session_end::disconnected);
    out_.clear();
    due_.clear();
    due_next_ = 0;
}

void session::engine::note(diagnostic what) { record(diagnosed{std::move(what), talk_.mail.has_value()}); }

// Input behind a command whose reply a client has to wait for (RFC 2920 3.1): how TCP cut the stream decides whether it
// is seen, so it is no event.
void session::engine::note_late_input(stage behind) {
    if (input_.empty()) return;
    const std::string where(match::name_of(behind));
    around_.journal->arrived({"pipelined_past_" + where, "more input had arrived before the reply to " + where});
}

void session::engine::end_transaction(transaction_end by, std::optional<data_facts> data,
                                      std::optional<rule_hit> rule) {
    if (!talk_.mail) return;
    const envelope& mail = talk_.mail->mail;
    transaction_ended ended{transaction_outcome::abandoned, by, std::move(data), std::move(rule)};
    const bool sender_refused = !mail.from.answer.completed();
    if (by == transaction_end::end_of_data && ended.data && ended.data->answer.completed()) {
        ended.outcome = mail.any_refused() ? transaction_outcome::partial : transaction_outcome::accepted;
    } else if (sender_refused || (ended.data && ended.data->answer.code >= 400) ||
               (!mail.to.empty() && !mail.any_accepted())) {
        ended.outcome = transaction_outcome::refused;
    } else if (by == transaction_end::disconnected) {
        ended.outcome = transaction_outcome::lost;
    }
    record(std::move(ended));
    talk_.mail.reset();
}

bool session::engine::strict(diagnostic_code code) const {
    const auto& codes = around_.limits->strict;
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

reply session::engine::word(reply_id which, wording words) const {
    words.hostname = around_.limits->hostname;
    words.helo = talk_.helo;
    return around_.face->replies.say(which, words);
}

}  // namespace mocksmtp::smtp
