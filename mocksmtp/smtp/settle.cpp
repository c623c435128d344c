// How a verdict changes what is said and done.
#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

std::optional<verdict> session::engine::judge(stage at, const subject& about, const reply& usual) {
    const situation shown{
        .at = at,
        .where = around_.where,
        .helo = talk_.helo,
        .tls = tls_,
        .user = talk_.user ? std::string_view(*talk_.user) : std::string_view(),
        .mechanism = about.mechanism.empty() ? std::string_view(talk_.mechanism) : about.mechanism,
        .verb = about.verb,
        .argument = about.argument,
        .mail = talk_.mail ? &talk_.mail->mail : nullptr,
        .recipient = about.recipient,
        .message = about.message,
        .usual = usual,
    };
    return around_.rules.judge(shown);
}

void session::engine::settle_judged(stage at, reply usual, verdict judged, effect_function effect) {
    open();
    const auto delay = judged.delay;
    const auto hold_at_most = judged.hold_at_most;
    if (judged.answer) usual = *judged.answer;
    const rule_hit by = judged.by;
    auto reply_now = [this, said = std::move(usual), judged = std::move(judged),
                      effect = std::move(effect)](std::optional<reply> instead) {
        conclude(instead ? *std::move(instead) : said, judged, effect);
    };
    auto after_hold = [this, delay, reply_now = std::move(reply_now)](std::optional<reply> instead) {
        if (!delay) return reply_now(std::move(instead));
        due_.push_back(*delay);
        parked_ = [reply_now, instead = std::move(instead)](const std::optional<reply>&) { reply_now(instead); };
    };
    if (!hold_at_most) return after_hold(std::nullopt);
    held_ = around_.journal->hold_opened(match::name_of(at), by);
    due_.push_back(hold{*held_, *hold_at_most});
    parked_ = std::move(after_hold);
}

void session::engine::conclude(reply said, const verdict& judged, const effect_function& effect) {
    effect(said, &judged);
    if (judged.mute) {
        phase_ = muted{};
        sequel_ = nothing{};
        return;
    }
    if (judged.close && judged.close->before_reply) {
        finish(session_end::rule);
    } else {
        if (judged.close && std::holds_alternative<nothing>(sequel_)) sequel_ = ending{session_end::rule};
        say(std::move(said), judged.by, judged.dribble);
    }
    if (judged.close && judged.close->way != hang_up::how::fin) {
        if (!out_.empty()) due_.push_back(transmit{std::exchange(out_, {}), {}});
        due_.push_back(hang_up{judged.close->way});
    }
}

}  // namespace mocksmtp::smtp
