#include "api/json/rule_actions.hpp"

#include <array>
#include <utility>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/rules/check.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace rules = mocksmtp::rules;
namespace smtp = mocksmtp::smtp;

namespace {

using rules::rule;
using ending = smtp::hang_up::how;
using moment = smtp::verdict::closing::moment;
using certificate = smtp::tls_fault::certificate;

constexpr std::array endings = {word<ending>{"fin", ending::fin}, word<ending>{"rst", ending::rst},
                                word<ending>{"half", ending::half}};
constexpr std::array moments = {word<moment>{"before", moment::before}, word<moment>{"mid_reply", moment::mid_reply},
                                word<moment>{"after", moment::after}};
constexpr std::array certificates = {
    word<certificate>{"expired", certificate::expired}, word<certificate>{"not_yet_valid", certificate::not_yet_valid},
    word<certificate>{"wrong_host", certificate::wrong_host}, word<certificate>{"untrusted", certificate::untrusted}};
constexpr std::array versions = {
    word<smtp::tls_version>{"TLSv1", smtp::tls_version::tls_1_0},  // as OpenSSL and the field tls_version say it
    word<smtp::tls_version>{"TLSv1.0", smtp::tls_version::tls_1_0},
    word<smtp::tls_version>{"TLSv1.1", smtp::tls_version::tls_1_1},
    word<smtp::tls_version>{"TLSv1.2", smtp::tls_version::tls_1_2},
    word<smtp::tls_version>{"TLSv1.3", smtp::tls_version::tls_1_3},
};

void read_closing(rule& into, const written& from) {
    static constexpr std::array<std::string_view, 2> keys = {"how", "when"};
    smtp::verdict::closing made;
    from.each_of(keys, R"({"how": "rst", "when": "before"})", [&](std::string_view key, const written& item) {
        if (key == "how")
            made.way = item.one_of(endings).value_or(made.way);
        else
            made.when = item.one_of(moments).value_or(made.when);
    });
    into.close = made;
}

}  // namespace

std::optional<ending> ending_of(const written& from) { return from.one_of(endings); }

void read_close(rule& into, const written& from) {
    if (from.what().is_object()) return read_closing(into, from);
    if (from.what() == false) {
        into.keep_open = true;
    } else if (from.what().is_boolean()) {
        from.complain("fin, rst, half, or false, which keeps what a 421 would close");
    } else if (const auto way = ending_of(from)) {
        into.close = smtp::verdict::closing{.way = *way};
    }
}

std::optional<value> show_close(const rule& what) {
    if (what.keep_open) return value(false);
    if (!what.close) return std::nullopt;
    const auto way = word_for(endings, what.close->way);
    if (what.close->when == moment::after) return value(way);
    return value{{"how", way}, {"when", word_for(moments, what.close->when)}};
}

void read_dribble(rule& into, const written& from) {
    static constexpr std::array<std::string_view, 2> keys = {"octets", "every"};
    auto& made = into.dribble.emplace();
    from.all_of(keys, R"({"octets": 1, "every": "10ms"})", [&](std::string_view key, const written& item) {
        if (key == "octets")
            made.octets = item.count().value_or(made.octets);
        else
            made.every = item.duration(rules::longest_wait).value_or(made.every);
    });
}

std::optional<value> show_dribble(const rule& what) {
    if (!what.dribble) return std::nullopt;
    return value{{"octets", what.dribble->octets}, {"every", base::format_duration(what.dribble->every)}};
}

void read_tls(rule& into, const written& from) {
    static constexpr std::array<std::string_view, 4> keys = {"certificate", "max_version", "refuse", "strip"};
    smtp::tls_fault made;
    from.each_of(keys, R"({"certificate": "expired"})", [&](std::string_view key, const written& item) {
        if (key == "certificate")
            made.shown = item.one_of(certificates).value_or(made.shown);
        else if (key == "max_version")
            made.max_version = item.one_of(versions);
        else if (key == "refuse")
            made.refuse = item.flag().value_or(false);
        else
            into.strip_starttls = item.flag().value_or(false);
    });
    if (made != smtp::tls_fault{} || !into.strip_starttls) into.tls = made;
}

std::optional<value> show_tls(const rule& what) {
    value made = value::object();
    const auto fault = what.tls.value_or(smtp::tls_fault{});
    if (fault.shown != certificate::good) made["certificate"] = word_for(certificates, fault.shown);
    if (fault.max_version) made["max_version"] = word_for(versions, *fault.max_version);
    if (fault.refuse) made["refuse"] = true;
    if (what.strip_starttls) made["strip"] = true;
    if (made.empty()) return std::nullopt;
    return made;
}

void read_advertise(rule& into, const written& from) {
    static constexpr std::array<std::string_view, 4> keys = {"add", "remove", "replace", "mechanisms"};
    auto& made = into.advertise.emplace();
    from.each_of(keys, R"({"remove": ["PIPELINING"]})", [&](std::string_view key, const written& item) {
        auto lines = item.lines();
        if (!lines) return;
        if (key == "mechanisms")
            made.mechanisms = std::move(lines);
        else
            (key == "add" ? made.add : key == "remove" ? made.remove : made.replace) = *std::move(lines);
    });
}

std::optional<value> show_advertise(const rule& what) {
    value made = value::object();
    const auto offer = what.advertise.value_or(smtp::changed_offer{});
    if (!offer.add.empty()) made["add"] = offer.add;
    if (!offer.remove.empty()) made["remove"] = offer.remove;
    if (!offer.replace.empty()) made["replace"] = offer.replace;
    if (offer.mechanisms) made["mechanisms"] = *offer.mechanisms;
    if (made.empty()) return std::nullopt;
    return made;
}

void read_hold(rule& into, const written& from) {
    if (from.what() == true) return void(into.hold.emplace(0));
    const bool is_time = from.what().is_string();
    const auto length = is_time ? from.duration(rules::longest_wait) : std::nullopt;
    if (length && length->count() > 0)
        into.hold = length;
    else if (!is_time || length)
        from.complain("true, or how long at most, such as \"10s\"");
}

std::optional<value> show_hold(const rule& what) {
    if (!what.hold) return std::nullopt;
    return what.hold->count() == 0 ? value(true) : value(base::format_duration(*what.hold));
}

}  // namespace api::json
