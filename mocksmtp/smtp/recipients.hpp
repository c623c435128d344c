// Who may be written to: local domains, known mailboxes, relaying.
#pragma once

#include <string_view>

#include "mocksmtp/smtp/persona.hpp"
#include "mocksmtp/smtp/settings.hpp"

namespace mocksmtp::smtp {

enum class recipient_standing { welcome, relay_denied, unknown };

// Without local domains everybody is welcome, as long as a list of mailboxes does not say otherwise. An address without
// a domain is local (RFC 5321 4.1.1.3 for postmaster). Mailboxes are whole addresses, or local parts good in every
// local domain; domains compare case-insensitively (2.4), and so does postmaster (4.5.1).
struct recipient_question {
    std::string_view address;
    std::string_view server;     // its own numeric address
    bool authenticated = false;  // the client
};
recipient_standing judge_recipient(const settings& limits, const recipient_habits& how, const recipient_question& who);

}  // namespace mocksmtp::smtp
