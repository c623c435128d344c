// What every test of rules needs: a scene to ask them about, and short ways to rules.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/smtp/policy.hpp"

namespace mocksmtp::rules {

using namespace std::chrono_literals;

inline smtp::addressed accepted(std::string address) { return {std::move(address), {}, {.code = 250}, {}}; }
inline smtp::addressed refused(std::string address) { return {std::move(address), {}, {.code = 550}, {}}; }

// A client's conversation at one moment, for situations that are made of it.
struct scene {
    smtp::connection_facts where{.listener = "smtp", .peer = "192.0.2.1"};
    base::session_id session{1};
    std::string helo = "client.test";
    std::optional<smtp::tls_facts> tls{};
    std::string user{};
    std::optional<std::string> authzid{};
    std::string mechanism{};
    std::string verb{};
    std::string argument{};
    std::optional<smtp::envelope> mail{};
    std::optional<smtp::addressed> sender{};
    std::optional<smtp::addressed> recipient{};
    std::shared_ptr<smtp::received_message> message{};
    std::optional<smtp::attempt> trying{};
    smtp::auth_moment moment{};
    std::uint64_t octets = 0;
    std::optional<std::uint64_t> size{};
    std::vector<base::diagnostic> diagnostics{};
    std::optional<smtp::reply> usual{smtp::reply{.code = 250}};
    bool has_to_refuse = false;

    smtp::situation at(stage where_it_is) const {
        return {
            .at = where_it_is,
            .where = where,
            .session = session,
            .helo = helo,
            .tls = tls,
            .user = user,
            .authzid = authzid,
            .mechanism = mechanism,
            .verb = verb,
            .argument = argument,
            .protocol = mail ? "ESMTP" : "",
            .mail = mail ? &*mail : nullptr,
            .sender = sender ? &*sender : nullptr,
            .recipient = recipient ? &*recipient : nullptr,
            .message = message.get(),
            .trying = trying ? &*trying : nullptr,
            .moment = moment,
            .octets = octets,
            .size = size,
            .diagnostics = diagnostics,
            .usual = usual ? &*usual : nullptr,
            .has_to_refuse = has_to_refuse,
        };
    }
};

inline scene asking_for(std::string recipient, std::uint64_t session = 1) {
    scene made;
    made.session = {session};
    made.verb = "RCPT";
    made.mail = smtp::envelope{accepted("sender@example.test"), {}};
    made.recipient = smtp::addressed{std::move(recipient), {}, {}, {}};
    return made;
}

inline scene with_message(std::string_view bytes, std::vector<smtp::addressed> to) {
    scene made;
    made.verb = "DATA";
    made.mail = smtp::envelope{accepted("sender@example.test"), std::move(to)};
    made.message = std::make_shared<smtp::received_message>();
    made.message->bytes.append(bytes);
    made.size = bytes.size();
    return made;
}

// A rule at rcpt that answers 451, for the tests to bend.
inline rule greylist(std::string id = "greylist") {
    return {.id = std::move(id), .on = {stage::rcpt}, .reply = smtp::reply{.code = 451, .lines = {"later"}}};
}

inline condition wants(std::string field, match::literal value) {
    return {std::move(field), match::equal_to(std::move(value))};
}

// A set of rules under a clock that moves only when it is told to.
struct house {
    std::unique_ptr<base::clock> time = base::make_clock(base::clock_kind::frozen);
    rule_set rules;

    explicit house(rule_set_options options = {}) : rules(*time, std::move(options)) {}

    std::string put(rule what) {
        auto made = rules.put(std::move(what));
        if (auto* faults = std::get_if<std::vector<fault>>(&made)) {
            FAIL((*faults)[0].where << ": " << (*faults)[0].detail);
        }
        return std::get<rule_set::placed>(made).id;
    }
    // Which rule acts, "" for none.
    std::string judge(const smtp::situation& now) {
        const auto made = rules.judge(now);
        if (made) rules.acted(made->by, now.session);
        return made ? made->by.rule : "";
    }
    // For so many recipients of that address, which were acted on: "-+" is the second of two.
    std::string pattern(int times, const scene& about = asking_for("alice@example.test")) {
        std::string acted;
        for (int i = 0; i < times; ++i) acted += judge(about.at(stage::rcpt)).empty() ? '-' : '+';
        return acted;
    }
    std::string miss(std::string_view id) const {
        const standing* known = rules.find(id);
        REQUIRE(known != nullptr);
        return known->last_miss ? known->last_miss->because : "";
    }
};

inline int code_of(const std::optional<smtp::verdict>& made) {
    const auto* reply = made && made->answer ? std::get_if<smtp::reply>(&*made->answer) : nullptr;
    return reply != nullptr ? reply->code : 0;
}

}  // namespace mocksmtp::rules
