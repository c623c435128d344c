#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/limits.hpp"

namespace mocksmtp::store {

std::string_view name(event_kind kind) {
    switch (kind) {
        case event_kind::session_opened:
            return "session_opened";
        case event_kind::command:
            return "command";
        case event_kind::reply:
            return "reply";
        case event_kind::tls_started:
            return "tls_started";
        case event_kind::tls_failed:
            return "tls_failed";
        case event_kind::authentication:
            return "authentication";
        case event_kind::message_accepted:
            return "message_accepted";
        case event_kind::transaction_ended:
            return "transaction_ended";
        case event_kind::rule_acted:
            return "rule_acted";
        case event_kind::hold_opened:
            return "hold_opened";
        case event_kind::hold_closed:
            return "hold_closed";
        case event_kind::diagnosed:
            return "diagnosed";
        case event_kind::session_ended:
            return "session_ended";
        case event_kind::mark:
            return "mark";
        case event_kind::expectation_failed:
            return "expectation_failed";
        case event_kind::expectation_abandoned:
            return "expectation_abandoned";
    }
    return "";
}

std::string_view name(when_full what) { return what == when_full::refuse ? "refuse" : "evict_oldest"; }

}  // namespace mocksmtp::store
