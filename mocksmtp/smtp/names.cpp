// The words under which enumerators are known in the API.
#include "mocksmtp/smtp/event.hpp"

namespace mocksmtp::smtp {

std::string_view name(attempt_outcome how) {
    switch (how) {
        case attempt_outcome::accepted:
            return "accepted";
        case attempt_outcome::refused:
            return "refused";
        case attempt_outcome::cancelled:
            return "cancelled";
        case attempt_outcome::malformed:
            return "malformed";
        case attempt_outcome::aborted:
            return "aborted";
        case attempt_outcome::unsupported:
            break;
    }
    return "unsupported";
}

std::string_view name(tls_mode mode) { return mode == tls_mode::implicit ? "implicit" : "starttls"; }

std::string_view name(body_via via) { return via == body_via::data ? "data" : "bdat"; }

std::string_view name(listener_kind kind) { return kind == listener_kind::plain ? "plain" : "tls"; }

std::string_view name(session_end how) {
    switch (how) {
        case session_end::quit:
            return "quit";
        case session_end::disconnected:
            return "disconnected";
        case session_end::timeout:
            return "timeout";
        case session_end::rule:
            return "rule";
        case session_end::limit:
            return "limit";
        case session_end::tls_failed:
            return "tls_failed";
        case session_end::security_layer_failed:
            return "security_layer_failed";
        case session_end::shutdown:
            break;
    }
    return "shutdown";
}

std::string_view name(transaction_outcome how) {
    switch (how) {
        case transaction_outcome::accepted:
            return "accepted";
        case transaction_outcome::partial:
            return "partial";
        case transaction_outcome::refused:
            return "refused";
        case transaction_outcome::abandoned:
            return "abandoned";
        case transaction_outcome::lost:
            break;
    }
    return "lost";
}

std::string_view name(transaction_end how) {
    switch (how) {
        case transaction_end::end_of_data:
            return "end_of_data";
        case transaction_end::rset:
            return "rset";
        case transaction_end::helo:
            return "helo";
        case transaction_end::quit:
            return "quit";
        case transaction_end::disconnected:
            return "disconnected";
        case transaction_end::timeout:
            return "timeout";
        case transaction_end::starttls:
            return "starttls";
        case transaction_end::rule:
            return "rule";
        case transaction_end::limit:
            return "limit";
        case transaction_end::shutdown:
            return "shutdown";
        case transaction_end::mail_refused:
            break;
    }
    return "mail_refused";
}

std::string arrival_fact::what() const { return "pipelined_past_" + std::string(match::name_of(pipelined_past)); }

std::string arrival_fact::detail() const {
    return "more input had arrived before the reply to " + std::string(match::name_of(pipelined_past));
}

}  // namespace mocksmtp::smtp
