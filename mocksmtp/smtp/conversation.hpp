// What a session knows of its client and of the mail under way: values that are forgotten whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/esmtp_options.hpp"
#include "mocksmtp/smtp/message.hpp"
#include "mocksmtp/smtp/reply.hpp"

namespace mocksmtp::smtp {

// An open mail transaction; forgotten as one (RFC 5321 4.1.1.5).
struct transaction {
    envelope mail;
    mail_options options;
    bool used_bdat = false;
    std::shared_ptr<const reply> chunk_refusal;  // the chunks behind it are told the same (RFC 3030 2)
    std::optional<rule_hit> chunk_refused_by;
    bool end_told = false;  // to the journal, as a rule has refused DATA; the client may still go on in it
    received_message chunks;
    std::size_t accepted = 0;             // recipients
    std::vector<base::diagnostic> notes;  // the first `notes_kept`
    std::optional<std::uint64_t> stop;    // octets into the body at which rules have to be asked next
    std::uint64_t asked_up_to = 0;        // these octets: not again
    static constexpr std::size_t notes_kept = 1000;
};

// All octets of a message; those over the limit are only counted.
struct whole_message {
    received_message message;
    std::uint64_t octets = 0;
    std::optional<base::diagnostic> fault;  // what strict mode refuses it for
    bool has_room = true;                   // in the store
};

// What is known of the client; STARTTLS forgets it as one (RFC 3207 4.2).
struct conversation {
    std::string helo;
    bool greeted = false;
    bool extended = false;
    std::string extensions;            // of the last EHLO reply, as offered_extensions() has them
    std::vector<std::string> offered;  // mechanisms in it
    std::optional<std::string> user;   // authenticated as
    std::optional<std::string> authzid;
    std::string mechanism;
    std::optional<transaction> mail;
    std::string last_refusal;         // what the last refused recipient was told
    bool size_refused = false;        // by MAIL, and the persona does not forget it
    bool turned_away = false;         // by the banner: nothing but QUIT is served (RFC 5321 3.1)
    bool past_greetings = false;      // something about mail has come
    bool spoke_early = false;         // where the persona holds it against the client
    bool greeting_forgotten = false;  // by STARTTLS, and the persona does not insist on another
};

// What the words of a reply to the step at hand may name.
struct naming {
    std::string address;
    std::string argument;
    std::string verb;
    std::string user{};  // who tries to log in
    std::string mechanism{};
};

// What the persona counts, over the whole session.
struct tally {
    std::size_t refusals = 0;
    std::size_t unknown_commands = 0;
    std::size_t syntax_errors = 0;
    std::size_t idle_commands = 0;
    std::size_t rejections = 0;         // in a row, up to the command at hand
    std::size_t rejections_before = 0;  // it
    std::size_t bad_recipients = 0;
};

}  // namespace mocksmtp::smtp
