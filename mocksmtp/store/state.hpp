// A scope at one glance: where its journal stands, how much it holds, what it left out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/cursor.hpp"
#include "mocksmtp/store/limits.hpp"

namespace mocksmtp::store {

// A transaction that began before a reset and ended after it; its message was not stored.
struct fenced_transaction {
    std::uint64_t epoch = 0;   // in which it began
    base::session_id session;  // of that epoch
    std::string from;
    std::vector<std::string> to;  // accepted and refused, in order
    smtp::transaction_outcome outcome = smtp::transaction_outcome::abandoned;
    smtp::transaction_end ended_by = smtp::transaction_end::rset;
};

// Neighbouring messages that made way for newer ones.
struct evicted_messages {
    base::message_id first;
    base::message_id last;
};

struct scope_state {
    cursor at;
    std::uint64_t sessions = 0;
    std::uint64_t transactions = 0;
    std::uint64_t attempts = 0;
    std::uint64_t messages = 0;           // kept now
    std::uint64_t messages_accepted = 0;  // in this epoch, deleted and evicted ones too
    std::uint64_t open_sessions = 0;
    std::uint64_t open_transactions = 0;
    std::uint64_t holds = 0;
    std::uint64_t probes = 0;  // connections that ended without an octet from the client
    std::uint64_t fenced = 0;
    std::uint64_t fenced_open = 0;  // still to end
    std::uint64_t evictions = 0;
    std::uint64_t refused_for_room = 0;
    std::uint64_t store_bytes = 0;  // estimated
    bool full = false;              // the next message would be refused
};

}  // namespace mocksmtp::store
