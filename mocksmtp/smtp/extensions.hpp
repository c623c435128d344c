// What an EHLO reply offers at this moment: keywords and authentication mechanisms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/persona.hpp"
#include "mocksmtp/smtp/policy.hpp"
#include "mocksmtp/smtp/reply_text.hpp"
#include "mocksmtp/smtp/settings.hpp"

namespace mocksmtp::smtp {

// What of the conversation decides about offers.
struct standing {
    bool under_tls = false;
    bool authenticated = false;
    bool protected_by_sasl = false;  // a security layer is in force
    bool past_greetings = false;     // something about mail has come
};

// The mechanisms that may be used now, in order. Those that prove the server too need users (without them nothing could
// be proved); none before TLS where TLS is required (RFC 4954 4 lets a server do so).
std::vector<std::string> offered_mechanisms(const persona& face, const settings& limits, const sasl::directory& users,
                                            standing now);

// The keyword lines of an EHLO reply, without the greeting. STARTTLS vanishes under TLS (RFC 3207 4.2) and
// behind a SASL security layer, AUTH once used.
std::vector<std::string> offered_keywords(const persona& face, const settings& limits,
                                          const std::vector<std::string>& mechanisms, standing now);

// What an EHLO reply offers that later commands are held to, an LF behind each: keywords, and of FUTURERELEASE its
// line. Short, as every connection keeps it.
std::string offered_extensions(const text_lines& lines);

// The line among those that begins with the keyword; empty where none does.
std::string_view offered_line(std::string_view extensions, std::string_view keyword);

// The keyword of the extension that a parameter of MAIL or RCPT belongs to; empty where we know of none.
std::string_view extension_of(const parameter& used);

// Whether a HOLDFOR or HOLDUNTIL asks for more than the FUTURERELEASE line offers (RFC 4865 3 to 5).
bool holds_too_long(const parameter& given, std::string_view line);

// Makes a rule's change to the lines of an EHLO reply; the first is the greeting and stays.
void change_offer(std::vector<std::string>& lines, const changed_offer& how);

}  // namespace mocksmtp::smtp
