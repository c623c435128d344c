#include "mocksmtp/rules/eligible.hpp"

#include <variant>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::rules {

namespace {

bool becomes_something(const rule& what) { return what.scenario && !what.scenario->becomes.empty(); }

// What can be done wherever a rule may stand.
bool acts_anywhere(const rule& what) {
    return what.close || what.hold || what.delay || what.slow_read || what.mute || becomes_something(what);
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

bool can_act(const rule& what, const smtp::situation& now) {
    if (acts_anywhere(what)) return true;
    const bool implicit_handshake = now.at == stage::starttls && now.usual == nullptr;
    const bool handshake_follows = now.usual == nullptr || now.usual->positive();
    if (what.tls && handshake_follows) return true;
    if (implicit_handshake) return false;
    if (acts_on_reply(what)) return true;
    const bool offers = now.at == stage::helo && !base::iequals(now.verb, "HELO");
    if (what.advertise && offers) return true;
    const bool could_start = now.where.kind == smtp::listener_kind::plain && !now.tls;
    return what.strip_starttls && could_start && (offers || now.at == stage::starttls);
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
