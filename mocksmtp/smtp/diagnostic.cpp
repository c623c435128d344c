#include "mocksmtp/smtp/diagnostic.hpp"

#include <array>

namespace mocksmtp::smtp {

namespace {

using enum diagnostic_code;
using enum severity;

// In the order of the enumerators: row() indexes by them, and a test checks it.
constexpr std::array rows{
    diagnostic_row{address_without_domain, "address_without_domain", warning, "5321 2.3.5",
                   "the address had no domain"},
    diagnostic_row{auth_before_ehlo, "auth_before_ehlo", warning, "4954 4", "AUTH was sent before EHLO"},
    diagnostic_row{auth_initial_response_not_allowed, "auth_initial_response_not_allowed", error, "4954 4",
                   "an initial response was sent for a mechanism in which the server speaks first"},
    diagnostic_row{auth_plaintext_without_tls, "auth_plaintext_without_tls", warning, "4954 4",
                   "a readable password was sent over a connection without TLS"},
    diagnostic_row{bare_address, "bare_address", warning, "5321 4.1.2", "the address stood without angle brackets"},
    diagnostic_row{bare_cr, "bare_cr", warning, "5321 2.3.8", "the message contains a CR that no LF follows"},
    diagnostic_row{bare_lf, "bare_lf", warning, "5321 2.3.8", "the message contains an LF that no CR precedes"},
    diagnostic_row{command_argument_not_allowed, "command_argument_not_allowed", warning, "5321 4.1.1",
                   "a command that takes no argument had one"},
    diagnostic_row{command_ended_by_lf, "command_ended_by_lf", warning, "5321 2.3.8",
                   "a command line ended with LF instead of CRLF"},
    diagnostic_row{command_line_too_long, "command_line_too_long", warning, "5321 4.5.3.1.4",
                   "a command line was longer than its limit"},
    diagnostic_row{command_not_ascii, "command_not_ascii", warning, "5321 2.4",
                   "a command line contained octets outside ASCII"},
    diagnostic_row{data_ended_by_lf, "data_ended_by_lf", warning, "5321 4.1.1.4",
                   "the message ended with LF.LF instead of CRLF.CRLF"},
    diagnostic_row{duplicate_parameter, "duplicate_parameter", error, "5321 4.1.1.11",
                   "a parameter was given more than once"},
    diagnostic_row{ehlo_argument_invalid, "ehlo_argument_invalid", warning, "5321 4.1.1.1",
                   "the EHLO argument is neither a fully qualified domain name nor an address literal"},
    diagnostic_row{ehlo_argument_missing, "ehlo_argument_missing", error, "5321 4.1.1.1",
                   "EHLO or HELO had no argument"},
    diagnostic_row{ehlo_repeated, "ehlo_repeated", note, "5321 4.1.4", "EHLO or HELO was sent again"},
    diagnostic_row{empty_command, "empty_command", warning, "5321 4.1.1", "an empty line was sent as a command"},
    diagnostic_row{local_part_not_dot_string, "local_part_not_dot_string", warning, "5321 4.1.2",
                   "the local part is neither a dot-string nor a quoted string"},
    diagnostic_row{mail_before_ehlo, "mail_before_ehlo", warning, "5321 4.1.4", "MAIL was sent before EHLO or HELO"},
    diagnostic_row{no_quit, "no_quit", note, "5321 4.1.1.10", "the client closed the connection without QUIT"},
    diagnostic_row{parameter_not_advertised, "parameter_not_advertised", warning, "5321 2.2.1",
                   "an extension was used that the server had not offered in this session"},
    diagnostic_row{path_too_long, "path_too_long", warning, "5321 4.5.3.1",
                   "the local part is over 64 octets, the domain over 255 or the path over 256"},
    diagnostic_row{plaintext_behind_starttls, "plaintext_behind_starttls", error, "3207 4.2",
                   "plain text was pipelined behind STARTTLS; it was dropped"},
    diagnostic_row{
        security_layer_broken, "security_layer_broken", error, "4422 3.7",
        "a buffer of the security layer was too long, wrongly signed or out of order; the connection was closed"},
    diagnostic_row{size_declared_wrong, "size_declared_wrong", warning, "1870 6.1",
                   "the message was larger than the SIZE parameter declared"},
    diagnostic_row{source_route, "source_route", note, "5321 4.1.1.3",
                   "the path contained a source route; it was ignored"},
    diagnostic_row{space_after_colon, "space_after_colon", note, "5321 3.3",
                   "a space stood between the colon and the path"},
    diagnostic_row{talked_before_banner, "talked_before_banner", warning, "5321 3.1",
                   "the client did not wait for the banner"},
    diagnostic_row{talked_before_reply, "talked_before_reply", warning, "2920 3.1",
                   "the client did not wait for a reply it has to wait for"},
    diagnostic_row{trailing_space, "trailing_space", note, "5321 4.1.1",
                   "white space stood at the end of a command line"},
    diagnostic_row{unencoded_utf8_address, "unencoded_utf8_address", error, "6531 3.4",
                   "an address contained octets outside ASCII without SMTPUTF8"},
};

}  // namespace

std::span<const diagnostic_row> diagnostics() { return rows; }

const diagnostic_row& row(diagnostic_code code) { return rows[static_cast<std::size_t>(code)]; }

}  // namespace mocksmtp::smtp
