// How a verdict changes what is said and done: the only place where rules act.
#include <algorithm>
#include <utility>

#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

namespace {

// Of these is recorded what they were answered; without a reply they are recorded none the less.
bool is_recorded_unheard(stage at) { return at == stage::auth || at == stage::mail || at == stage::rcpt; }

}  // namespace

// What is known now, for as long as `use` runs.
template <class Use>
auto session::engine::in_situation(stage at, const subject& about, const reply* usual, Use use) {
    const transaction* open = talk_.mail ? &*talk_.mail : nullptr;
    situation shown{
        .at = at,
        .where = around_.where,
        .session = around_.journal->session(),
        .helo = talk_.helo,
        .tls = tls_,
        .user = talk_.user ? std::string_view(*talk_.user) : std::string_view(),
        .authzid = talk_.authzid,
        .mechanism = talk_.mechanism,
        .verb = about.verb,
        .argument = about.argument,
        .protocol = open != nullptr ? protocol_of(open->options.smtputf8) : about.protocol,
        .mail = open != nullptr ? &open->mail : nullptr,
        .sender = about.sender,
        .recipient = about.recipient,
        .message = about.message.get(),
        .trying = about.trying,
        .moment = about.moment,
        .octets = about.octets,
        .size = about.size        ? about.size
                : open != nullptr ? open->options.size
                                  : std::nullopt,
        .diagnostics = {},
        .usual = usual,
        .has_to_refuse = about.has_to_refuse,
    };
    if (open != nullptr) shown.diagnostics = open->notes;
    if (about.trying != nullptr) {
        shown.user = about.trying->found.user;
        shown.mechanism = about.trying->mechanism;
    }
    return use(shown);
}

std::optional<verdict> session::engine::judge(stage at, const subject& about, const reply* usual) {
    const auto scopes = around_.journal->scopes();
    if (!around_.rules.asks(at) && (scopes.empty() || !around_.rules.asks_in(scopes, at))) return std::nullopt;
    return in_situation(at, about, usual, [&](situation& shown) {
        shown.scopes = scopes;
        return around_.rules.judge(shown);
    });
}

void session::engine::name_recipient(const subject& about) {
    in_situation(stage::rcpt, about, nullptr, [&](const situation& shown) { around_.journal->recipient_named(shown); });
}

std::optional<std::uint64_t> session::engine::next_stop(std::uint64_t from) const {
    const auto scopes = around_.journal->scopes();
    const auto usual = around_.rules.next_stop(from);
    const auto scoped = scopes.empty() ? std::nullopt : around_.rules.next_stop_in(scopes, from);
    return usual && scoped ? std::min(usual, scoped) : usual ? usual : scoped;
}

void session::engine::settle_judged(stage at, const subject& about, std::optional<reply> usual, verdict judged,
                                    effect_function effect) {
    open();
    const auto& scope = judged.by.scope;
    around_.rules.acted(judged.by, scope.empty() ? around_.journal->session()
                                                 : around_.journal->session_in(scope).value_or(base::session_id{}));
    if (is_recorded_unheard(at))
        unheard_ = [effect, judged] {
            reply none{.code = 0};
            effect(none, &judged);
        };
    const bool replies = usual.has_value();
    auto refusal = about.has_to_refuse ? usual : std::nullopt;
    if (usual) apply(judged, at, about, *usual);
    auto pauses = pauses_of(judged, at);
    auto then = [this, at, usual = std::move(usual), refusal = std::move(refusal), judged, named = named_at(at, about),
                 effect = std::move(effect)](const std::optional<answer>& instead) {
        if (!usual) return conclude_in_silence(at, judged, effect);
        reply said = instead ? in_words(*instead, named) : *usual;
        if (refusal && said.positive()) said = *refusal;  // what is not done must not be said to be
        conclude(at, std::move(said), judged, effect);
    };
    auto after_hold = [this, at, by = judged.by, pauses = std::move(pauses),
                       then = std::move(then)](const std::optional<answer>& instead) {
        if (pauses.empty()) return then(instead);
        due_.insert(due_.end(), pauses.begin(), pauses.end());
        pause_begins(at);
        put_off_ = rule_acted{at, by};
        parked_ = [this, then, instead](const std::optional<answer>&) {
            put_off_.reset();
            then(instead);
        };
    };
    if (!judged.hold_at_most) return after_hold(std::nullopt);
    const auto most = *judged.hold_at_most;
    held_ = around_.journal->hold_opened(hold_facts_of(at, about, judged, replies));
    due_.push_back(hold{*held_, most.count() == 0 ? around_.limits->hold_timeout : most});
    pause_begins(at);
    parked_ = std::move(after_hold);
}

void session::engine::pause_begins(stage at) {
    paused_at_ = at;
    early_noted_ = false;
    if (!input_.empty()) note_early_input();
}

// What is said instead of the usual reply.
void session::engine::apply(const verdict& judged, stage at, const subject& about, reply& usual) const {
    if (at == stage::helo && (judged.offer || judged.strip_starttls) && usual.completed()) {
        changed_offer change = judged.offer.value_or(changed_offer{});
        if (judged.strip_starttls) change.remove.emplace_back("STARTTLS");
        change_offer(usual.lines.edit(), change);
    }
    if (at == stage::starttls && judged.strip_starttls) usual = word(reply_id::tls_not_available);
    if (judged.answer) usual = in_words(*judged.answer, named_at(at, about));
}

// What the words of a reply may name.
naming session::engine::named_at(stage at, const subject& about) const {
    const addressed* sender = about.sender != nullptr ? about.sender : talk_.mail ? &talk_.mail->mail.from : nullptr;
    const addressed* who = about.recipient != nullptr ? about.recipient : at == stage::mail ? sender : nullptr;
    if (who == nullptr && talk_.mail && !talk_.mail->mail.to.empty()) who = &talk_.mail->mail.to.front();
    if (who == nullptr) who = sender;
    naming made{.address = who != nullptr ? who->address : std::string(),
                .argument = std::string(about.argument),
                .verb = std::string(about.verb)};
    if (about.trying != nullptr) made.user = about.trying->found.user;
    if (about.trying != nullptr) made.mechanism = about.trying->mechanism;
    return made;
}

reply session::engine::in_words(const answer& what, const naming& whom) const {
    if (const auto* given = std::get_if<reply>(&what)) return *given;
    const std::string size = std::to_string(around_.limits->max_message_octets);
    const std::string path = "<" + whom.address + ">";
    reply made = word(std::get<reply_id>(what), {.address = whom.address,
                                                 .path = path,
                                                 .argument = whom.argument,
                                                 .size = size,
                                                 .verb = whom.verb,
                                                 .user = whom.user,
                                                 .mechanism = whom.mechanism});
    // Some servers say this with another code, or go without a word; they all close.
    static const reply_book usual;
    made.hang_up = made.hang_up || usual.words(std::get<reply_id>(what)).code == code_closing;
    return made;
}

// A client that sends the body needs no reply while we wait; it notices by its window filling.
std::vector<action> session::engine::pauses_of(const verdict& judged, stage at) {
    std::vector<action> pauses;
    if (judged.delay) pauses.emplace_back(pause{*judged.delay, at != stage::body});
    if (judged.slow_read) pauses.emplace_back(pause{*judged.slow_read, false});
    return pauses;
}

hold_facts session::engine::hold_facts_of(stage at, const subject& about, const verdict& judged, bool replies) const {
    hold_facts made{
        .at = at, .by = judged.by, .verb = std::string(about.verb), .argument = std::string(about.argument)};
    const bool silent = judged.mute || (judged.close && judged.close->when == verdict::closing::moment::before);
    made.answerable = replies && !silent;
    made.user = talk_.user.value_or(about.trying != nullptr ? about.trying->found.user : std::string());
    if (about.sender != nullptr) made.from = about.sender->address;
    if (talk_.mail) {
        made.from = talk_.mail->mail.from.address;
        for (const addressed& one : talk_.mail->mail.to)
            if (one.answer.completed()) made.to.push_back(one.address);
    }
    if (about.recipient != nullptr) made.to.push_back(about.recipient->address);
    made.message = about.message;
    return made;
}

void session::engine::conclude(stage at, reply said, const verdict& judged, const effect_function& effect) {
    using moment = verdict::closing::moment;
    unheard_ = nullptr;
    const bool silent = judged.mute || (judged.close && judged.close->when == moment::before);
    if (silent && is_recorded_unheard(at)) said = {.code = 0};
    effect(said, &judged);
    if (silent) return break_off(at, judged);
    if (judged.close && judged.close->when == moment::mid_reply) {
        if (said.code != 0) say_half(std::move(said), judged);
        return break_off(at, judged);
    }
    const bool closes = judged.close && !std::holds_alternative<ending>(sequel_);
    if (closes) sequel_ = ending{session_end::rule, judged.by};
    if (said.code == 0) record(rule_acted{at, judged.by});  // no reply will tell of it
    if (judged.keep_open) said.hang_up = false;
    say(std::move(said), {.by = judged.by, .dribble = judged.dribble, .keep_open = judged.keep_open});
    if (judged.close) hang_up_by(judged.close->way);
}

void session::engine::say_half(reply said, const verdict& judged) {
    const auto half = [](std::string whole) {
        whole.resize(std::max<std::size_t>(whole.size() / 2, 1));
        return whole;
    };
    sequel_ = nothing{};
    queue(half(sealed(said)), judged.dribble);
    said.raw = half(wire(said));
    record(reply_made{std::move(said), judged.by});
}

// Inside a body, and before an implicit handshake, there is nothing to be said.
void session::engine::conclude_in_silence(stage at, const verdict& judged, const effect_function& effect) {
    if (judged.mute || judged.close) return break_off(at, judged);
    record(rule_acted{at, judged.by});
    reply none{0, std::nullopt, {}};
    effect(none, &judged);
}

// No reply will tell what the rule does.
void session::engine::break_off(stage at, const verdict& judged) {
    record(rule_acted{at, judged.by});
    sequel_ = nothing{};
    if (judged.mute) {
        abort_step(judged.by);
        phase_ = muted{};
        return;
    }
    finish(session_end::rule, judged.by);
    hang_up_by(judged.close->way);
}

void session::engine::hang_up_by(hang_up::how way) {
    if (!out_.empty()) due_.push_back(transmit{std::exchange(out_, {}), {}});
    if (way != hang_up::how::fin) due_.push_back(hang_up{way});
}

// Whether a rule may want to act now, so many octets into the body; asking it is not repeated.
bool session::engine::stops_in_body() const {
    if (!talk_.mail || !talk_.mail->stop) return false;
    if (const auto* data = std::get_if<reading_data>(&phase_)) return data->body.octets() >= *talk_.mail->stop;
    const auto* chunk = std::get_if<reading_chunk>(&phase_);
    return chunk != nullptr && !chunk->refusal && talk_.mail->chunks.bytes.size() >= *talk_.mail->stop;
}

void session::engine::settle_body() {
    const std::uint64_t at = *talk_.mail->stop;
    talk_.mail->asked_up_to = at + 1;
    talk_.mail->stop = next_stop(at + 1);
    const std::string_view verb = std::holds_alternative<reading_data>(phase_) ? "DATA" : "BDAT";
    const subject about{.verb = verb, .octets = at};
    if (auto judged = judge(stage::body, about, nullptr))
        settle_judged(stage::body, about, std::nullopt, *std::move(judged), [](reply&, const verdict*) {});
}

}  // namespace mocksmtp::smtp
