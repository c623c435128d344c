// Where rules come in: a session shows its situation and may get a verdict that changes what is said and done.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "mocksmtp/match/place.hpp"
#include "mocksmtp/smtp/action.hpp"
#include "mocksmtp/smtp/event.hpp"

namespace mocksmtp::smtp {

using match::stage;

// What is known at the moment of judging; references live as long as the call.
struct situation {
    stage at;
    const connection_facts& where;
    std::string_view helo;
    const std::optional<tls_facts>& tls;
    std::string_view user;       // authenticated as; empty: not
    std::string_view mechanism;  // of the successful, or the current, attempt
    std::string_view verb;
    std::string_view argument;
    const envelope* mail = nullptr;             // the open transaction
    const addressed* recipient = nullptr;       // at rcpt: the one asked about
    const received_message* message = nullptr;  // at message
    const reply& usual;
};

struct verdict {
    struct closing {
        hang_up::how way = hang_up::how::fin;
        bool before_reply = false;
    };
    rule_hit by{};
    std::optional<reply> answer{};
    std::optional<std::chrono::milliseconds> hold_at_most{};
    std::optional<pause> delay{};
    std::optional<pace> dribble{};
    std::optional<closing> close{};
    std::optional<bool> keep{};  // store the message whatever the reply says, or do not
    bool mute = false;           // never answer again, keep the connection
};

class policy {
public:
    virtual ~policy() = default;
    virtual std::optional<verdict> judge(const situation& now) = 0;
};

// No rules at all.
class no_policy final : public policy {
public:
    std::optional<verdict> judge(const situation&) override { return std::nullopt; }
};

}  // namespace mocksmtp::smtp
