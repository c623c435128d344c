#include "mocksmtp/rules/eligible.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/rules/preset.hpp"

namespace mocksmtp::rules {

namespace {

bool becomes_something(const rule& what) { return what.scenario && !what.scenario->becomes.empty(); }

// What can be done wherever a rule may stand.
bool acts_anywhere(const rule& what) {
    return what.close || what.hold || what.delay || what.slow_read || what.mute || becomes_something(what);
}

bool only_says_yes(const rule& what) {
    return (!what.reply || is_positive(*what.reply)) && std::ranges::all_of(what.replies, is_positive);
}

bool acts_on_reply(const rule& what) {
    return what.reply || !what.replies.empty() || what.dribble || what.keep_open || what.keep;
}

}  // namespace

bool stands_here(const rule& what, stage at, smtp::auth_moment moment, std::uint64_t octets) {
    if (at == stage::body) return what.after == octets;
    if (at != stage::auth) return true;
    if (!what.step) return moment.challenge == 0;
    return *what.step == 0 ? moment.to_command : moment.challenge == *what.step;
}

std::string standing_place(const rule& what, stage at) {
    if (at == stage::body) return "stands behind " + std::to_string(what.after) + " octets";
    if (!what.step) return "stands at the end of the exchange";
    return "stands at step " + std::to_string(*what.step) + " of the exchange";
}

prospects prospects_of(const smtp::situation& now) {
    const bool before_handshake = now.at == stage::starttls && now.usual == nullptr;
    return {.reply = !before_handshake,
            .positive = !now.has_to_refuse,
            .handshake = now.usual == nullptr || now.usual->positive(),
            .offer = now.at == stage::helo && !base::iequals(now.verb, "HELO"),
            .starttls = now.where.kind == smtp::listener_kind::plain && !now.tls};
}

prospects prospects_of(stage at, const match::facts& situation) {
    const auto says = [&](match::field_id which, std::string_view word) {
        const match::values found = situation.of({which, {}});
        return std::ranges::any_of(found, [&](const match::value& one) {
            const auto* text = std::get_if<std::string_view>(&one);
            return text != nullptr && base::iequals(*text, word);
        });
    };
    const bool implicit = says(match::field_id::tls_mode, "implicit");
    return {.reply = !(at == stage::starttls && implicit),
            .positive = true,
            .handshake = true,
            .offer = at == stage::helo && !says(match::field_id::verb, "HELO"),
            .starttls = !implicit && !says(match::field_id::tls_mode, "starttls")};
}

std::string idle_because(const rule& what, stage at, const prospects& of) {
    if (acts_anywhere(what) || (what.tls && of.handshake)) return {};
    if (!of.reply) return "there is no reply before a handshake from the first octet";
    const bool says = what.reply || !what.replies.empty();
    if (says && !of.positive && only_says_yes(what) && !what.dribble)
        return "the server has to refuse, so that a positive reply is not said";
    if (acts_on_reply(what) || (what.advertise && of.offer)) return {};
    if (what.strip_starttls && of.starttls && (of.offer || at == stage::starttls)) return {};
    if (what.strip_starttls && !of.starttls) return "STARTTLS would not be offered anyway";
    if (what.advertise || what.strip_starttls) return "it only changes what EHLO offers";
    return "no handshake follows";
}

smtp::verdict verdict_of(const rule& what, stage at, smtp::rule_hit by, std::uint64_t turn) {
    smtp::verdict made{
        .by = std::move(by),
        .hold_at_most = what.hold,
        .delay = what.delay,
        .slow_read = what.slow_read,
        .dribble = what.dribble,
        .close = what.close,
        .keep_open = what.keep_open,
        .keep = what.keep,
        .mute = what.mute,
        .tls = what.tls,
        .strip_starttls = what.strip_starttls,
        .offer = what.advertise,
    };
    const auto say = [&](const answer& words) { std::visit([&](const auto& one) { made.answer = one; }, words); };
    if (what.reply) say(*what.reply);
    if (!what.replies.empty()) say(what.replies[turn % what.replies.size()]);
    // Inside a message is no reply to wait for.
    if (made.close && at == stage::body) made.close->when = smtp::verdict::closing::moment::before;
    return made;
}

}  // namespace mocksmtp::rules
