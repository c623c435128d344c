// Where rules come in: a session shows its situation and may get a verdict that changes what is said and done.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/match/place.hpp"
#include "mocksmtp/smtp/action.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp {

using match::stage;

// Which of the replies of an authentication exchange is about to be made.
struct auth_moment {
    bool to_command = false;  // it answers the AUTH command itself
    unsigned challenge = 0;   // the how-manieth challenge it is; 0: it ends the exchange
};

// What is known at the moment of judging; references live as long as the call.
struct situation {
    stage at;
    const connection_facts& where;
    base::session_id session;  // none at connect
    std::string_view helo;
    const std::optional<tls_facts>& tls;
    std::string_view user;  // authenticated as, or trying to; empty: not
    const std::optional<std::string>& authzid;
    std::string_view mechanism;  // of the successful, or the current, attempt
    std::string_view verb;
    std::string_view argument;
    std::string_view protocol;                        // as in message_facts; empty where there is no transaction
    const envelope* mail = nullptr;                   // the open transaction
    const addressed* sender = nullptr;                // at mail: the one asked about
    const addressed* recipient = nullptr;             // at rcpt: the one asked about
    const received_message* message = nullptr;        // at message
    const attempt* trying = nullptr;                  // at auth
    auth_moment moment{};                             // at auth
    std::uint64_t octets = 0;                         // at body: of the message so far
    std::optional<std::uint64_t> size{};              // of the message; before it is there what MAIL declared
    std::span<const base::diagnostic> diagnostics{};  // at message: of its transaction
    const reply* usual = nullptr;           // what would be said; none at body and before an implicit handshake
    bool has_to_refuse = false;             // a positive reply would not be said, because it would not be done
    std::span<const known_scope> scopes{};  // as observer::scopes()
};

// What EHLO offers instead of what it would.
struct changed_offer {
    std::vector<std::string> add{};                        // keyword lines, behind the others
    std::vector<std::string> remove{};                     // keywords, without regard to case
    std::vector<std::string> replace{};                    // keyword lines, each in the place of the same keyword's
    std::optional<std::vector<std::string>> mechanisms{};  // said to be offered; none of them: no AUTH keyword
    friend bool operator==(const changed_offer&, const changed_offer&) = default;
};

// All of it happens, in this order: hold, delay, slow_read, what the step itself does, the reply, its end.
struct verdict {
    struct closing {
        enum class moment { before, mid_reply, after };  // the reply; what stands before it really leaves first
        hang_up::how way = hang_up::how::fin;
        moment when = moment::after;
        friend bool operator==(const closing&, const closing&) = default;
    };
    rule_hit by{};
    std::optional<smtp::answer> answer{};                     // nothing: the usual one
    std::optional<std::chrono::milliseconds> hold_at_most{};  // zero: settings::hold_timeout
    std::optional<std::chrono::milliseconds> delay{};
    std::optional<std::chrono::milliseconds> slow_read{};  // reads nothing for so long: the client's window fills
    std::optional<pace> dribble{};
    std::optional<closing> close{};
    bool keep_open = false;      // a 421 does not close
    std::optional<bool> keep{};  // store the message whatever the reply says, or do not
    bool mute = false;           // never answer again, keep the connection
    std::optional<tls_fault> tls{};
    bool strip_starttls = false;  // not offered; asked for all the same, it is not available
    std::optional<changed_offer> offer{};
};

class policy {
public:
    virtual ~policy() = default;
    // Whether judge has to be called at this stage at all: what no rule stands at costs nothing.
    virtual bool asks(stage at) const = 0;
    virtual std::optional<verdict> judge(const situation& now) = 0;
    // The verdict was carried out on this session, which exists by now (none: it is fenced by a reset).
    virtual void acted(const rule_hit&, base::session_id) {}
    // The lowest count of octets of a body, `from` or more, at which the session has to ask (stage body); nothing:
    // none.
    virtual std::optional<std::uint64_t> next_stop(std::uint64_t /*from*/) const { return std::nullopt; }
    // Both for the rules of these scopes alone.
    virtual bool asks_in(std::span<const known_scope>, stage) const { return false; }
    virtual std::optional<std::uint64_t> next_stop_in(std::span<const known_scope>, std::uint64_t /*from*/) const {
        return std::nullopt;
    }
};

// No rules at all.
class no_policy final : public policy {
public:
    bool asks(stage) const override { return false; }
    std::optional<verdict> judge(const situation&) override { return std::nullopt; }
};

}  // namespace mocksmtp::smtp
