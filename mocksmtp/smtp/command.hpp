// Commands as values: every line is one of these, whatever it says (RFC 5321 4.1.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/grammar.hpp"
#include "mocksmtp/smtp/path.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp::commands {

struct ehlo {
    std::string argument;
};
struct helo {
    std::string argument;
};
struct starttls {};
struct auth {
    std::string mechanism;                        // upper case
    std::optional<std::string> initial_response;  // as sent; "=" is an empty one (RFC 4954 4)
    std::size_t response_offset = 0;              // where in the line it stands
    bool in_capitals = true;                      // as it was written
};
struct mail {
    parsed_path path;
    std::vector<parameter> params;
};
struct rcpt {
    parsed_path path;
    std::vector<parameter> params;
};
struct data {};
struct bdat {
    std::uint64_t octets = 0;
    bool last = false;
};
struct rset {};
struct noop {};
struct quit {};
struct vrfy {
    std::string argument;
};
struct expn {
    std::string argument;
};
struct help {
    std::string argument;
};
struct etrn {
    std::string argument;
};
struct verb {};
struct unknown {
    bool implemented = true;  // false: known, but not done here
};
// A known verb whose argument cannot be read; `why` is the reply to give.
struct malformed {
    reply_id why = reply_id::command_syntax;
    std::string detail;
    parsed_path path{};                    // where that is what is wrong
    std::string part{};                    // the part of the argument that is not understood
    std::optional<reply_template> said{};  // in these words
};

}  // namespace mocksmtp::smtp::commands

namespace mocksmtp::smtp {

using command = std::variant<commands::ehlo, commands::helo, commands::starttls, commands::auth, commands::mail,
                             commands::rcpt, commands::data, commands::bdat, commands::rset, commands::noop,
                             commands::quit, commands::vrfy, commands::expn, commands::help, commands::etrn,
                             commands::verb, commands::unknown, commands::malformed>;

struct parsed_command {
    std::string_view line;                    // as received; valid as long as the line that was parsed
    std::string verb;                         // upper case, as far as the line has one
    std::string_view argument;                // behind the verb, trimmed; a view into the line
    match::stage at = match::stage::unknown;  // where a rule stands that wants to act on this verb
    command what;
    std::vector<base::diagnostic> notes;
    // From this octet on the line is no command any more but, as it seems, a secret put in the wrong place.
    std::optional<std::size_t> secret_from;
};

// Total: any line (without its line end) gives a command. The line has to outlive the answer's use of `line`.
parsed_command parse_command(std::string_view line, const grammar& how = usual_grammar());

}  // namespace mocksmtp::smtp
