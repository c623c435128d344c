// One event of the journal as readers see it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace mocksmtp::store {

enum class event_kind : std::uint8_t {
    session_opened,
    command,
    reply,
    tls_started,
    tls_failed,
    authentication,
    message_accepted,
    transaction_ended,
    rule_acted,
    hold_opened,
    hold_closed,
    diagnosed,
    session_ended,
    mark,
    expectation_failed,
    expectation_abandoned
};
std::string_view name(event_kind kind);

struct hold_begun {
    base::hold_id id;
    match::stage at = match::stage::connect;
    smtp::rule_hit by;
};
// What is said by a mark (its label) or a failed or abandoned expectation (its report).
struct remark {
    std::string text;
};

// Where an event only points (an id, or nothing but the session) its record holds the rest: tls_started is
// session_record::tls, tls_failed is session_record::tls_failed, session_ended is session_record::ended_by.
using event_details =
    std::variant<std::monostate, smtp::command_received, smtp::reply_made, base::attempt_id, base::message_id,
                 base::transaction_id, smtp::rule_acted, hold_begun, smtp::hold_closed, smtp::diagnosed, remark>;

struct event_record {
    cursor at;
    base::timestamp time{};
    event_kind kind = event_kind::session_opened;
    base::session_id session;  // none for marks and expectations
    event_details what;
};

}  // namespace mocksmtp::store
