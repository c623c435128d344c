#include "mocksmtp/options_table.hpp"

#include <algorithm>
#include <iterator>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_binding.hpp"
#include "mocksmtp/options_choices.hpp"
#include "mocksmtp/options_listener.hpp"
#include "mocksmtp/options_login.hpp"
#include "mocksmtp/options_persona.hpp"
#include "mocksmtp/options_texts.hpp"

namespace mocksmtp {
namespace {

namespace as = option_values;
using as::row;
using o = options;
using p = program_options;

constexpr std::string_view listening = "Listening", login = "Authentication", encryption = "TLS",
                           receiving = "Receiving", scripted = "Rules", limits = "Limits",
                           repeating = "Determinism and secrets", api = "HTTP API", program = "Program";

constexpr option_row rows[] = {
    row<&o::smtp_port, as::port>({.group = listening,
                                  .name = "smtp-port",
                                  .help = "SMTP with STARTTLS; 0 picks a free port, off or -1 closes this listener"}),
    row<&o::smtps_port, as::port>({.group = listening,
                                   .name = "smtps-port",
                                   .help = "SMTP inside TLS from the first octet; 0, off and -1 as above"}),
    row<&p::http_port, as::port>(
        {.group = listening, .name = "http-port", .help = "the HTTP API; 0, off and -1 as above"}),
    row<&o::bind, as::ips>(
        {.group = listening, .name = "bind", .help = "numeric IPv4 or IPv6 address these three listen on"}),
    row<&o::listen, as::listener>(
        {.group = listening,
         .name = "listen",
         .help = "one more SMTP listener; KIND is plain (offers STARTTLS) or tls, IPv6 stands in "
                 "brackets, port 0 picks a free one; KEY is name, scope (whose sessions they "
                 "all are), persona, mechanisms (a list with + between), require-auth or require-tls"}),

    row<&o::users, as::user>({.group = login,
                              .name = "user",
                              .help = "who may log in; @FILE reads one a line",
                              .unset = "every identity is accepted",
                              .secret = true,
                              .lines_of_file = true}),
    {.group = login,
     .name = "user-file",
     .help = "the same as --user @FILE",
     .feeds = "user",
     .placeholder = "FILE",
     .repeatable = true},
    row<&o::default_password, as::secret_text>({.group = login,
                                                .name = "default-password",
                                                .help = "password of every name that is not a --user",
                                                .secret = true,
                                                .live = true}),
    row<&o::mechanisms, as::mechanisms>({.group = login,
                                         .name = "mechanisms",
                                         .help = "SASL mechanisms to offer, in this order, separated by commas; "
                                                 "/tls behind one offers it only under TLS, /plain only before; "
                                                 "none for no AUTH",
                                         .unset = "every one that can answer honestly",
                                         .live = true}),
    row<&o::user_mechanisms, as::user_mechanisms>({.group = login,
                                                   .name = "user-mechanisms",
                                                   .help = "the only mechanisms that may log this --user in",
                                                   .unset = "every one that is offered"}),
    row<&o::challenges, as::challenge>(
        {.group = login,
         .name = "challenge",
         .help = "challenge this mechanism always sends, in base64 as in the 334 line; of SCRAM a "
                 "message with r=, s= and i=, of NTLM its eight octets or the message",
         .unset = "derived from --seed",
         .live = true}),
    row<&o::keytab, as::file>(
        {.group = login,
         .name = "keytab",
         .help = "Kerberos keys of the server (smtp/HOST); GSSAPI is offered and checks tickets with them"}),
    row<&o::security_layers, as::toggle>(
        {.group = login,
         .name = "security-layers",
         .help = "let mechanisms offer to sign or encrypt what follows; some clients agree and then do not do it",
         .live = true}),
    row<&o::require_auth, as::toggle>(
        {.group = login, .name = "require-auth", .help = "refuse mail before AUTH has succeeded", .live = true}),
    row<&o::require_tls, as::toggle>(
        {.group = encryption, .name = "require-tls", .help = "refuse AUTH and mail before STARTTLS", .live = true}),
    row<&o::tls_cert, as::file>({.group = encryption,
                                 .name = "tls-cert",
                                 .help = "certificate chain, PEM",
                                 .unset = "made for each run, with an authority of its own"}),
    row<&o::tls_key, as::file>({.group = encryption,
                                .name = "tls-key",
                                .help = "private key of --tls-cert, PEM; not needed if that file holds it too"}),
    row<&o::tls_name, as::certificate_names>(
        {.group = encryption,
         .name = "tls-name",
         .help = "one more name, *.shop.test too, or address in the certificate made for each run"}),

    row<&o::persona, as::persona>({.group = receiving,
                                   .name = "persona",
                                   .help = "the server whose words and habits to use, such as postfix or exim",
                                   .live = true}),
    row<&p::persona_files, as::file>({.group = receiving,
                                      .name = "persona-file",
                                      .help = "a persona of your own as JSON, to be named above; the command persona "
                                              "NAME prints one to start from"}),
    row<&o::peer_name, as::peer_name>(
        {.group = receiving,
         .name = "peer-name",
         .help = "what a client's address is called, for personas that say so; nothing is ever resolved",
         .live = true}),
    row<&o::hostname, as::name>(
        {.group = receiving, .name = "hostname", .help = "what the server calls itself", .live = true}),
    row<&o::local_domain, as::domains>({.group = receiving,
                                        .name = "local-domain",
                                        .help = "mail to any other domain is relaying",
                                        .unset = "every domain is local",
                                        .live = true}),
    row<&o::mailbox, as::mailbox>({.group = receiving,
                                   .name = "mailbox",
                                   .help = "unknown local recipients are refused; @FILE reads one a line",
                                   .unset = "every local recipient exists",
                                   .lines_of_file = true,
                                   .live = true}),
    row<&o::relay, as::choice<as::relay_words>>({.group = receiving,
                                                 .name = "relay",
                                                 .help = "who may write to domains that are not local",
                                                 .unset = "everyone; authenticated once there is a --local-domain",
                                                 .live = true}),
    row<&o::banner_delay, as::duration>({.group = receiving,
                                         .name = "banner-delay",
                                         .help = "wait before the banner; who talks earlier is diagnosed",
                                         .live = true}),
    row<&o::idle_timeout, as::duration>({.group = receiving,
                                         .name = "idle-timeout",
                                         .help = "silence after which a client is sent away",
                                         .live = true}),
    row<&o::strict, as::diagnostics>(
        {.group = receiving,
         .name = "strict",
         .help = "diagnostic whose cause is refused instead of noted; errors, warnings (errors too) or all for many",
         .live = true}),

    row<&p::rules, as::json_text>({.group = scripted,
                                   .name = "rule",
                                   .help =
                                       "failure to be played, such as "
                                       "{\"on\": \"rcpt\", \"reply\": {\"preset\": \"greylisted\"}, \"times\": 1}; the "
                                       "last is asked first"}),
    row<&o::reply_addresses, as::toggle>({.group = scripted,
                                          .name = "reply-addresses",
                                          .help = "answer reply-550@any.domain and data-552@any.domain as they say"}),
    row<&o::hold_timeout, as::duration>({.group = scripted,
                                         .name = "hold-timeout",
                                         .help = "how long a rule holds a session that no test releases",
                                         .live = true}),

    row<&o::max_message_size, as::octets>(
        {.group = limits,
         .name = "max-message-size",
         .help = "octets of one message, exactly that many are accepted; 0 for no limit",
         .live = true}),
    row<&o::max_recipients, as::count>({.group = limits,
                                        .name = "max-recipients",
                                        .help = "recipients of one transaction; 0 for the persona's own limit",
                                        .live = true}),
    row<&o::max_connections, as::count>(
        {.group = limits, .name = "max-connections", .help = "SMTP connections at a time; 0 for no limit"}),
    row<&o::max_messages, as::count>(
        {.group = limits,
         .name = "max-messages",
         .help = "messages kept, of each scope and of what belongs to none; 0 for no limit",
         .live = true}),
    row<&o::max_store_bytes, as::octets>({.group = limits,
                                          .name = "max-store-bytes",
                                          .help = "octets kept in all, messages and journal together; 0 for no limit",
                                          .live = true}),
    row<&o::when_full, as::choice<as::when_full_words>>(
        {.group = limits,
         .name = "when-full",
         .help = "what a full store does with the next message; refuse is a temporary failure",
         .live = true}),

    row<&o::seed, as::text<as::any_text>>(
        {.group = repeating, .name = "seed", .help = "what challenges and nonces are derived from"}),
    row<&o::clock, as::choice<as::clock_words>>(
        {.group = repeating,
         .name = "clock",
         .help = "logical starts in 2000 and moves a millisecond with each event of a session"}),
    row<&o::show_secrets, as::toggle>({.group = repeating,
                                       .name = "show-secrets",
                                       .help = "show passwords and tokens wherever they would be masked"}),

    row<&p::api_token, as::token>(
        {.group = api, .name = "api-token", .help = "bearer token every API request must carry", .secret = true}),
    row<&p::allow_host, as::hosts>(
        {.group = api, .name = "allow-host", .help = "one more name the Host header may have"}),
    row<&p::http_tls, as::toggle>(
        {.group = api,
         .name = "http-tls",
         .help = "the API speaks HTTPS and nothing else, with the certificate that SMTP shows"}),
    row<&p::report_dir, as::folder>({.group = api,
                                     .name = "report-dir",
                                     .help =
                                         "folder that gets the journal as it grows, each failed expectation, and at "
                                         "the end the export and a page to read"}),

    {.group = program,
     .name = "config",
     .help = "settings as JSON with comments; keys are these options with _ for -",
     .reach = option_reach::not_in_a_file,
     .placeholder = "FILE"},
    row<&p::import_file, as::file>({.group = program,
                                    .name = "import",
                                    .help = "what GET /v1/export of another mock has answered, to begin with"}),
    row<&o::read_only, as::toggle>({.group = program,
                                    .name = "read-only",
                                    .help = "show what --import has and change nothing: no SMTP, and no API call that "
                                            "would change something"}),
    row<&p::port_file, as::file>(
        {.group = program, .name = "port-file", .help = "file that gets the ready line (all ports, as JSON)"}),
    row<&p::tls_ca_out, as::file>({.group = program,
                                   .name = "tls-ca-out",
                                   .help = "file that gets the certificate that clients have to trust, PEM, as "
                                           "GET /v1/tls/ca.pem gives it"}),
    row<&p::log_format, as::choice<as::log_format_words>>(
        {.group = program, .name = "log-format", .help = "log on stderr"}),
    row<&p::log_level, as::choice<as::log_level_words>>(
        {.group = program, .name = "log-level", .help = "the least severe lines to log"}),
    {.group = program,
     .name = "url",
     .help = "for healthcheck: http:// or https://ADDRESS:PORT to ask instead of the configured one",
     .reach = option_reach::command_line,
     .placeholder = "URL"},
    {.group = program,
     .name = "check-config",
     .help = "check every setting and file, and exit",
     .reach = option_reach::command_line},
    {.group = program,
     .name = "print-config",
     .help =
         "print the settings in force as JSON that --config accepts, with secrets only under --show-secrets, and exit; "
         "=sources says where each comes from",
     .reach = option_reach::command_line},
    {.group = program, .name = "version", .help = "print the version and exit", .reach = option_reach::command_line},
    {.group = program,
     .name = "help",
     .help = "print this and exit; =markdown as a table, =fields what filters and rules can ask for, =diagnostics what "
             "is noted, =personas who it can be, =presets what each of them says",
     .reach = option_reach::command_line},
};

}  // namespace

std::span<const option_row> option_table() { return rows; }

const option_row* find_option(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(rows), std::end(rows), [name](const auto& one) { return one.name == name; });
    return found == std::end(rows) ? nullptr : found;
}

std::string file_key(const option_row& row) {
    std::string key(row.name);
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

std::string environment_name(const option_row& row) { return "MOCKSMTP_" + base::to_upper(file_key(row)); }

std::string default_text(const option_row& row) {
    if (!row.unset.empty() || !row.show) return std::string(row.unset);
    std::string all;
    for (const auto& text : row.show(program_options{}, as::secrets::masked)) all += (all.empty() ? "" : ",") + text;
    return row.placeholder.empty() ? "" : all;
}

}  // namespace mocksmtp
