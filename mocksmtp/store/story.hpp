// What an export tells of a scope: records that belong to none yet, with ids where they will point to each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::store {

// Who was logged in. Without an id the attempt was made before a reset.
struct told_identity {
    base::attempt_id attempt;
    std::string mechanism;
    std::string user;
    std::optional<std::string> authzid;
};

struct told_transaction {
    transaction_record what;
    std::vector<std::string> scopes;  // it belongs to; at least one
    std::optional<told_identity> auth;
    std::vector<base::message_id> messages;
};

struct told_message {
    base::message_id id;
    base::transaction_id transaction;
    std::uint64_t at = 0;
    base::timestamp received_at{};
    smtp::received_message raw;
    smtp::message_facts facts;
};

struct told_session {
    session_record what;
    std::vector<std::string> scopes;
    std::optional<told_identity> auth;
    std::vector<attempt_record> attempts;
    std::vector<told_transaction> transactions;
    std::vector<told_message> messages;
    std::vector<event_record> events;
};

struct story {
    cursor at;
    std::vector<told_session> sessions;
    std::vector<event_record> remarks;  // events of no session
};

}  // namespace mocksmtp::store
