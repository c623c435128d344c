#include <chrono>
#include <string>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/rules/fault_list.hpp"

namespace mocksmtp::rules {

namespace {

using std::chrono::milliseconds;
using moment = smtp::verdict::closing::moment;

void check_wait(const std::optional<milliseconds>& wait, std::string_view where, milliseconds least, fault_list& to) {
    to.add_if(wait && (*wait < least || *wait > longest_wait), where,
              "a wait is " + base::format_duration(least) + " to " + base::format_duration(longest_wait));
}

void check_pace(const smtp::pace& pace, fault_list& to) {
    to.add_if(pace.octets < 1, "/dribble/octets", "at least 1 octet is sent at a time");
    to.add_if(pace.every.count() <= 0 || pace.every > longest_wait, "/dribble/every",
              "between the octets passes 1ms to " + base::format_duration(longest_wait));
}

// Those of these that are given, as "reply, close".
struct given {
    bool is;
    std::string_view name;
};
std::string list_of(std::initializer_list<given> all) {
    std::string names;
    for (const given& one : all) {
        if (one.is) names += (names.empty() ? "" : ", ") + std::string(one.name);
    }
    return names;
}

void check_silence(const rule& what, fault_list& to) {
    const bool replies = !what.replies.empty();
    const bool reply = what.reply.has_value();
    if (what.mute) {
        const std::string others = list_of({{reply, "reply"},
                                            {replies, "replies"},
                                            {what.dribble.has_value(), "dribble"},
                                            {what.close || what.keep_open, "close"},
                                            {what.tls.has_value(), "tls"},
                                            {what.advertise.has_value(), "advertise"}});
        to.add_if(!others.empty(), "/mute",
                  "mute says nothing more and keeps the connection; leave it out, or " + others);
    }
    if (what.close && what.close->when == moment::before) {
        const std::string others = list_of({{reply, "reply"},
                                            {replies, "replies"},
                                            {what.dribble.has_value(), "dribble"},
                                            {what.advertise.has_value(), "advertise"}});
        to.add_if(!others.empty(), "/close/when", "before the reply means that there is none; leave out " + others);
    }
}

void check_close(const rule& what, fault_list& to) {
    const bool inside = stages_of(what).has(stage::body);
    to.add_if(inside && what.close && what.close->when == moment::mid_reply, "/close/when",
              "inside a message is no reply to stop in; leave when out: it closes at once");
    to.add_if(what.keep_open && what.close, "/close", "to close and to keep open exclude each other");
    to.add_if(what.keep_open && !what.reply && what.replies.empty(), "/close",
              "false keeps a connection open that a reply would close; give the reply, such as shutting_down");
    to.add_if(inside && what.dribble, "/dribble", "inside a message is no reply to send slowly; leave body out of on");
}

bool does_something(const rule& what) {
    const bool says = what.reply || !what.replies.empty() || what.dribble || what.mute || what.advertise;
    const bool waits = what.delay || what.slow_read || what.hold;
    const bool ends = what.close || what.keep_open || what.tls || what.strip_starttls;
    const bool remembers = what.keep || (what.scenario && !what.scenario->becomes.empty());
    return says || waits || ends || remembers;
}

}  // namespace

void check_actions(const rule& what, fault_list& to) {
    check_wait(what.delay, "/delay", milliseconds(1), to);
    check_wait(what.slow_read, "/slow_read", milliseconds(1), to);
    check_wait(what.hold, "/hold", milliseconds(0), to);
    if (what.dribble) check_pace(*what.dribble, to);
    check_silence(what, to);
    check_close(what, to);
    to.add_if(what.keep && !stands_only_at(what, {stage::message}), "/keep",
              "a message is kept, or not, at message; let the rule stand there alone");
    to.add_if(!does_something(what), "",
              "the rule does nothing: give reply, delay, close, hold or another action, or what a scenario becomes");
}

}  // namespace mocksmtp::rules
