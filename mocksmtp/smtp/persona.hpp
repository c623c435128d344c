// Who the server pretends to be: pure data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/smtp/grammar.hpp"
#include "mocksmtp/smtp/reply_book.hpp"
#include "mocksmtp/smtp/settings.hpp"

namespace mocksmtp::smtp {

// A command line that always gets the same answer.
struct fixed_answer {
    enum class moment { always, before_greeting, after_greeting };
    std::string line;  // without regard to case; a * at its end stands for any rest
    reply_template said{};
    moment when = moment::always;
    friend bool operator==(const fixed_answer&, const fixed_answer&) = default;
};

// What happens to a command line that is longer than the limit: nothing of it is done, or what is over is left out.
enum class overlong_line { refused, cut_off };

// Input that has come behind a command before its reply went out.
enum class pipelining {
    taken,                // always
    not_behind_greeting,  // behind EHLO and HELO it is synchronization_error
    only_after_ehlo,      // after HELO it is synchronization_error
    not_behind_data,      // behind DATA, and before it after HELO, DATA is pipelining_refused
    held_against,         // each recipient from then on is pipelining_refused, as after a line that LF alone ended
    refused               // pipelining_refused
};

// So many of them are one too many.
struct error_limit {
    enum class kind { refusals, unknown_commands, syntax_errors, idle_commands, rejections_in_a_row };
    enum class manner {
        instead,      // of the reply that was one too many
        behind,       // it, as one more line
        next_command  // is not done any more
    };
    kind counted = kind::refusals;
    std::size_t most = 0;
    reply_id said = reply_id::too_many_errors;
    manner how = manner::instead;
    friend bool operator==(const error_limit&, const error_limit&) = default;
};

// What else than base64 is taken for it.
enum class base64_reading {
    strict,          // nothing
    excess_padding,  // more "=" behind whole groups
    lenient          // anything: what is no base64 is passed over, padding may be missing
};

struct auth_habits {
    std::optional<std::vector<mechanism_offer>> mechanisms{};  // nothing: every one that can answer honestly
    bool always_required = false;                              // MAIL needs a log-in, whatever the settings say
    bool needs_ehlo = false;                                   // after HELO there is no AUTH
    std::vector<std::string> also_listed{};                    // behind the mechanisms: the server has them, we do not
    std::string user_prompt = "Username:";                     // of LOGIN
    std::string password_prompt = "Password:";
    bool keyword_stays = false;         // is advertised after a log-in too
    bool equals_is_empty = true;        // "=" is an empty initial response (RFC 4954 4)
    bool other_authzid = true;          // a client may act for somebody else
    bool blanks_in_response = true;     // false: more than one word behind the mechanism is auth_syntax
    bool exact_case = false;            // mechanisms are known in capitals only
    bool during_mail = false;           // AUTH within a transaction is taken
    bool login_equals_is_none = false;  // "AUTH LOGIN =" is as without an initial response
    base64_reading base64 = base64_reading::strict;
    std::string empty_challenge{};  // what stands behind 334 and its blank where there is no challenge
    friend bool operator==(const auth_habits&, const auth_habits&) = default;
};

struct recipient_habits {
    bool unqualified_is_local = false;   // an address without a domain is one of the mailboxes
    bool any_mailbox = false;            // every local recipient is taken
    std::string subaddress{};            // what parts a mailbox from its detail ("+"); empty: nothing does
    bool percent_is_relaying = false;    // user%other@local asks for relaying
    bool own_literal_is_local = false;   // an address literal with the server's address
    bool refusals_outlast_mail = false;  // DATA and BDAT tell of the last one, though there was no MAIL
    std::size_t max_bad = 0;             // refused ones, then too_many_bad_recipients; 0: no limit
    friend bool operator==(const recipient_habits&, const recipient_habits&) = default;
};

struct data_habits {
    bool any_line_end = false;     // a bare LF is a line end, and LF.LF the end, whatever DATA ended with
    bool bare_lf_refused = false;  // and the connection is closed
    bool bare_cr_refused = false;
    bool lf_dot_refused = false;  // an end that LF or a bare LF makes is bare_lf_refused, and nothing is kept
    bool nul_refused = false;
    std::vector<std::string> required_fields{};  // without one of them a message is headers_missing
    bool header_section_required = false;        // a message that begins with text is headers_missing
    friend bool operator==(const data_habits&, const data_habits&) = default;
};

// What has to come before what.
struct sequence_habits {
    std::vector<std::string> need_greeting{};  // verbs refused before EHLO or HELO
    std::vector<std::string> need_login{};     // verbs that are auth_required where a log-in is
    bool greets_once = false;                  // a second EHLO is greeted_already
    bool greeting_survives_tls = false;
    bool greeting_keeps_mail = false;    // a transaction goes on behind EHLO
    bool starttls_listed_first = false;  // EHLO lists STARTTLS only before anything about mail
    bool starttls_again = false;         // is agreed to within TLS, which then fails
    bool starttls_during_mail = true;
    bool starttls_after_login = true;
    bool nested_mail_replaces = false;    // a second MAIL opens the transaction anew
    std::vector<std::string> need_tls{};  // verbs that are tls_required where TLS is; empty: all that RFC 3207 4 names
    bool size_refusal_sticks = false;     // after a SIZE too big every MAIL is refused so, until RSET
    bool sequence_first = false;          // a second MAIL is that, whatever is wrong with it besides
    friend bool operator==(const sequence_habits&, const sequence_habits&) = default;
};

struct persona {
    std::string name = "mocksmtp";
    std::string version{};
    reply_book replies{};
    // {peer}: who is connected, with and without a name known by --peer-name.
    std::string named_peer = "{peer_name} [{peer_ip}]";
    std::string unnamed_peer = "[{peer_ip}]";
    // EHLO keywords in order, with their parameters; {size} is the message limit, STARTTLS and AUTH stand where they
    // would be and are left out while they do not apply.
    std::vector<std::string> keywords{};
    std::size_t max_recipients = 1000;  // RFC 5321 4.5.3.1.8 asks for at least 100
    std::size_t max_line_octets = 0;    // of a command with its line end; 0: what the settings say
    overlong_line overlong = overlong_line::refused;
    pipelining early_input = pipelining::taken;
    std::vector<fixed_answer> fixed{};
    bool header_lines_rejected = false;  // "Subject: x" and the like is client_rejected
    bool odd_verbs_rejected = false;     // what has other than letters and digits in its verb too
    bool digits_are_odd = false;         // there
    bool non_letters_rejected = false;   // what begins with no letter too
    bool judges_expn = false;            // as VRFY, but expn_known
    bool judges_vrfy = false;            // as recipients are: vrfy_known, vrfy_unknown or vrfy_foreign
    std::vector<error_limit> error_limits{};
    grammar reads{};
    auth_habits auth{};
    echo_habits echo{};
    recipient_habits recipients{};
    data_habits data{};
    sequence_habits sequence{};
    friend bool operator==(const persona&, const persona&) = default;
};

}  // namespace mocksmtp::smtp
