#include "mocksmtp/smtp/engine.hpp"

#include <algorithm>
#include <iterator>

#include "mocksmtp/smtp/peer_words.hpp"

namespace mocksmtp::smtp {

namespace {
// Replies to pipelined commands leave together, but not more of them than a socket buffer holds.
constexpr std::size_t transmit_at = 65536;
// What the replies to one message take, pipelined; a lone reply needs no such room.
constexpr std::size_t usual_replies = 240;
}  // namespace

session::engine::engine(surroundings around)
    : around_(std::move(around)),
      lines_(std::max(face().max_line_octets, around_.limits->max_line_octets), face().reads.lf_ends_line) {
    name_peer();
}

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
            paused_at_.reset();
            std::exchange(parked_, nullptr)(std::nullopt);
            continue;
        }
        if (!held_ && advance()) continue;
        if (!out_.empty()) return action(std::in_place_type<transmit>, std::exchange(out_, {}));
        if (std::holds_alternative<finished>(phase_)) return hang_up{};
        reading_ = true;
        return read_more{around_.limits->idle_timeout};
    }
}

void session::engine::begin() {
    begun_ = true;
    if (around_.where.kind == listener_kind::tls) {
        phase_ = handshaking{};
        due_.push_back(await_client{around_.limits->idle_timeout});
    } else {
        greet();
    }
}

void session::engine::greet() {
    phase_ = commanding{};
    if (around_.where.over_limit) {
        open();  // whoever looks for mail that never came has to find this
        sequel_ = ending{session_end::limit};
        say(word(reply_id::too_many_connections));
        return;
    }
    const auto welcome = [this](const std::optional<answer>&) {
        paused_at_.reset();
        reply usual;
        if (refuses_early_talker(usual)) return say(std::move(usual));
        settle(stage::connect, {}, word(reply_id::banner), [this](reply& said, const verdict*) {
            if (!refuses_early_talker(said)) talk_.turned_away = said.code >= 500;
        });
    };
    if (around_.limits->banner_delay.count() == 0) return welcome(std::nullopt);
    paused_at_ = stage::connect;
    early_noted_ = false;
    due_.push_back(pause{around_.limits->banner_delay, true});
    parked_ = welcome;
}

void session::engine::handshake_begun() {
    if (opened_ || !std::holds_alternative<handshaking>(phase_)) return;
    open();
    const auto shake_hands = [this](const verdict* by) {
        due_.push_back(start_tls{{tls_mode::implicit, by != nullptr ? by->tls : std::nullopt}});
    };
    auto judged = judge(stage::starttls, {}, nullptr);
    if (!judged) return shake_hands(nullptr);
    settle_judged(stage::starttls, {}, std::nullopt, *std::move(judged),
                  [shake_hands](reply&, const verdict* by) { shake_hands(by); });
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
    // Rules may have come and gone meanwhile.
    if (in_body() && talk_.mail) talk_.mail->stop = next_stop(talk_.mail->asked_up_to);
    if (reading_ && !layer_) {
        input_ = bytes;
        return;
    }
    if (!reading_) note_early_input();
    if (layer_) return unprotect(bytes);
    early_.append(bytes);
}

// Uses up some input; false where there is none that can be used.
bool session::engine::advance() {
    if (std::holds_alternative<finished>(phase_) || std::holds_alternative<handshaking>(phase_)) return false;
    if (stops_in_body()) {
        settle_body();
        return true;
    }
    if (const auto* chunk = std::get_if<reading_chunk>(&phase_); chunk != nullptr && chunk->missing == 0) {
        chunk_ended();
        return true;
    }
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
        if (leaving_) finish(session_end::shutdown);  // in silence
    } else if (auto* data = std::get_if<reading_data>(&phase_)) {
        read_data(*data);
    } else if (auto* chunk = std::get_if<reading_chunk>(&phase_)) {
        read_chunk(*chunk);
    } else if (const auto line = lines_.next(input_)) {
        on_line(*line);
    }
    return true;
}

void session::engine::queue(std::string octets, const std::optional<pace>& dribble) {
    if (dribble) {
        if (!out_.empty()) due_.push_back(transmit{std::exchange(out_, {}), {}});
        due_.push_back(transmit{std::move(octets), dribble});
    } else if (due_next_ < due_.size()) {
        due_.push_back(transmit{std::move(octets), {}});
    } else {
        out_ += octets;
    }
}

void session::engine::say(reply&& what, const reply_manner& how) {
    if (what.code >= 400) limit_refusals(what);
    const bool closes = what.hang_up || (what.code == code_closing && !how.keep_open);
    if (what.code == 0) {
        // The persona goes without a word.
    } else if (layer_ || how.dribble || due_next_ < due_.size()) {
        queue(sealed(what), how.dribble);
    } else {
        if (!out_.empty()) out_.reserve(usual_replies);
        append_wire(out_, what);
    }
    // Nothing leaves before the driver asks for it: the reply is in the journal first.
    if (what.code == 0) {
    } else if (opened_) {
        record(event(std::in_place_type<reply_made>, std::move(what), how.by));
    } else {
        banner_ = std::move(what);
    }
    const sequel follows = std::exchange(sequel_, nothing{});
    if (const auto* last = std::get_if<ending>(&follows)) {
        finish(last->how, last->by);
    } else if (const auto* agreed = std::get_if<handshake>(&follows)) {
        phase_ = handshaking{};
        due_.push_back(start_tls{{tls_mode::starttls, agreed->fault}});
    } else if (const auto* layer = std::get_if<protection>(&follows)) {
        protect(*layer);
    } else if (closes) {
        finish(how.by ? session_end::rule : session_end::limit, how.by);
    }
}

void session::engine::end_hold(bool released, const std::optional<answer>& instead) {
    if (!held_) return;
    paused_at_.reset();
    record(hold_closed{*std::exchange(held_, std::nullopt), released});
    if (auto go_on = std::exchange(parked_, nullptr)) go_on(instead);
}

void session::engine::tls_done(std::variant<tls_facts, tls_failure> how, binding_source bindings) {
    if (std::holds_alternative<finished>(phase_)) return;
    open();
    if (auto* failure = std::get_if<tls_failure>(&how)) {
        if (held_) record(hold_closed{*std::exchange(held_, std::nullopt), false});
        record(tls_failed{std::move(*failure)});
        finish(session_end::tls_failed);
        return;
    }
    if (!std::holds_alternative<handshaking>(phase_)) return;
    tls_ = std::get<tls_facts>(std::move(how));
    bindings_ = std::move(bindings);
    record(tls_started{*tls_});
    phase_ = commanding{};
    if (tls_->mode == tls_mode::implicit) greet();
}

void session::engine::note(base::diagnostic what) {
    if (talk_.mail && talk_.mail->notes.size() < transaction::notes_kept) talk_.mail->notes.push_back(what);
    record(diagnosed{std::move(what), talk_.mail.has_value()});
}

// Input behind a command whose reply a client has to wait for (RFC 2920 3.1): how TCP cut the stream decides whether it
// is seen, so it is no event.
void session::engine::note_late_input(stage behind) {
    if (!input_.empty()) around_.journal->arrived({behind});
}

// What comes while the reply is still out, where a client has to wait for it (RFC 5321 3.1, RFC 2920 3.1), in the same
// octets as the command or in later ones.
void session::engine::note_early_input() {
    using enum stage;
    static constexpr stage to_be_heard[] = {connect, helo, starttls, auth, data, vrfy, expn, noop, quit};
    if (!paused_at_ || early_noted_ || std::ranges::find(to_be_heard, *paused_at_) == std::end(to_be_heard)) return;
    early_noted_ = true;
    spoke_before_banner_ = *paused_at_ == connect;
    note({spoke_before_banner_ ? base::diagnostic_code::talked_before_banner
                               : base::diagnostic_code::talked_before_reply,
          {},
          {}});
}

// Strict mode has the last word about the banner.
bool session::engine::refuses_early_talker(reply& said) {
    if (!spoke_before_banner_ || !strict(base::diagnostic_code::talked_before_banner)) return false;
    said = strict_refusal(base::diagnostic_code::talked_before_banner);
    sequel_ = ending{session_end::limit};
    return true;
}

bool session::engine::strict(base::diagnostic_code code) const {
    const auto& codes = around_.limits->strict;
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

wording session::engine::with_facts(wording words) const {
    words.hostname = around_.limits->hostname;
    words.helo = talk_.helo;
    words.refusal = talk_.last_refusal;
    words.version = face().version;
    words.peer = peer_;
    words.peer_ip = around_.where.peer;
    words.peer_name = peer_name_;
    words.time = around_.time.now();
    words.echo = face().echo;
    return words;
}

reply session::engine::word(reply_id which, const wording& words) const {
    return said_as(face().replies.words(which), words);
}

reply session::engine::word(const std::optional<reply_template>& own, reply_id which, const wording& words) const {
    return said_as(own ? *own : face().replies.words(which), words);
}

// Most replies name nothing, or only what stands for itself until it is known.
reply session::engine::said_as(const reply_template& words, const wording& facts) const {
    if (words.names_anything_but(facts.queue_id)) return filled(words, with_facts(facts));
    return {.code = words.code, .enhanced = words.enhanced, .lines = words.lines, .hang_up = words.hang_up};
}

void session::engine::name_peer() {
    auto words = words_for_peer(face(), around_.where.peer, around_.limits->peer_names, talk_.helo);
    peer_name_ = std::move(words.name);
    peer_ = std::move(words.shown);
}

}  // namespace mocksmtp::smtp
