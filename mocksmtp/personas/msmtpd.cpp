// msmtpd 1.8, which wants a log-in and has no patience.
#include "mocksmtp/personas/msmtpd.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_msmtpd(smtp::persona& face) {
    reword(face, {
                     {tls_not_available, "500 Expected MAIL FROM:<addr> or QUIT"},
                     {line_too_long, "", then::hangs_up},
                     {nul_in_command, "", then::hangs_up},
                     {auth_line_too_long, "", then::hangs_up},
                     {argument_not_allowed, "530 Authentication required"},
                     {greeted_already, "500 Expected MAIL FROM:<addr> or QUIT"},
                     {banner, "220 localhost ESMTP msmtpd"},
                     {closing, "221 Bye"},
                     {greeting_helo, "250 localhost"},
                     {greeting_ehlo, "250 localhost"},
                     {helo_needs_name, "500 Expected EHLO or HELO"},
                     {greeting_needed, "500 Expected EHLO or HELO"},
                     {too_many_errors, ""},
                     {auth_succeeded, "235 Authentication successful"},
                     {auth_failed, "535 Authentication failed"},
                     {auth_cancelled, "535 Authentication failed"},
                     {auth_malformed, "535 Authentication failed"},
                     {auth_bad_base64, "535 Authentication failed"},
                     {auth_mechanism_unknown, "530 Authentication required"},
                     {auth_already_done, "500 Expected MAIL FROM:<addr> or QUIT"},
                     {auth_not_offered, "530 Authentication required"},
                     {auth_required, "530 Authentication required"},
                     {command_unknown, "500 Expected MAIL FROM:<addr> or QUIT"},
                     {command_empty, "500 Expected MAIL FROM:<addr> or QUIT"},
                     {start_data, "354 Send data"},
                 });
}

}  // namespace

smtp::persona make_msmtpd() {
    smtp::persona face;
    face.name = "msmtpd";
    face.keywords = {"AUTH"};
    face.max_line_octets = 1024;
    face.error_limits = {
        {.counted = smtp::error_limit::kind::refusals, .most = 0, .how = smtp::error_limit::manner::behind}};
    face.auth = {.mechanisms = mechanisms("PLAIN"), .always_required = true};
    face.sequence.need_greeting = {"*"};
    face.sequence.need_login = {"*"};
    face.auth.other_authzid = false;
    face.sequence.starttls_after_login = false;
    face.reads.no_argument = {"QUIT"};
    face.reads.nul = smtp::nul_habit::refused;
    face.sequence.greets_once = true;
    speak_as_msmtpd(face);
    return face;
}

}  // namespace mocksmtp::personas
