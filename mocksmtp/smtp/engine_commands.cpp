#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

namespace {

template <class... Alternatives>
bool is_one_of(const command& what) {
    return (std::holds_alternative<Alternatives>(what) || ...);
}

bool says_nothing_of_mail(const command& what) {
    using namespace commands;
    return is_one_of<ehlo, helo, noop, help, unknown, malformed>(what);
}

// RFC 3207 4, and what changes nothing; AUTH refuses itself, as an attempt.
bool allowed_before_tls(const command& what) {
    using namespace commands;
    return is_one_of<ehlo, helo, starttls, auth, noop, rset, help, quit, unknown, malformed>(what);
}

}  // namespace

void session::engine::on_line(const command_line& line) {
    last_line_by_lf_ = line.ended_by_lf;
    if (leaving_) {
        sequel_ = ending{session_end::shutdown};
        say(word(reply_id::shutting_down));
        return;
    }
    if (auto* exchange = std::get_if<authenticating>(&phase_)) {
        on_auth_line(*exchange, line);
        return;
    }
    if (is_too_long(line) && face().overlong == overlong_line::refused) return refuse_overlong(line);
    parsed_command given = parse_command(readable(line.text), face().reads);
    const auto* auth = std::get_if<commands::auth>(&given.what);
    const bool may_hide = auth != nullptr && auth->initial_response;  // on(auth) knows how much of it is secret
    if (may_be_secret(given)) given.secret_from = 0;
    if (!may_hide) record(command_received{std::string(line.text), given.secret_from});
    if (line.ended_by_lf) note({base::diagnostic_code::command_ended_by_lf, {}, line.text.size()});
    std::optional<base::diagnostic> forbidden;
    if (line.ended_by_lf && strict(base::diagnostic_code::command_ended_by_lf))
        forbidden = {base::diagnostic_code::command_ended_by_lf, {}, {}};
    // A MAIL's leniencies belong to the transaction it opens: on(mail) notes or refuses them.
    const bool opens_transaction = std::holds_alternative<commands::mail>(given.what);
    for (const base::diagnostic& what : given.notes) {
        if (opens_transaction) break;
        note(what);
        if (strict(what.code)) forbidden = what;
    }
    if (forbidden) return refuse_unheard(given, strict_refusal(forbidden->code));
    take(given, line);
}

// What stands between a command and what it does, in the order in which it is looked at.
void session::engine::take(const parsed_command& given, const command_line& line) {
    counted_.rejections_before = std::exchange(counted_.rejections, 0);
    if (const error_limit* most = refusals_over()) {
        record_unheard(given);
        sequel_ = ending{session_end::limit};
        return say(word(most->said));
    }
    if (talk_.turned_away && given.at != stage::quit) return refuse_unheard(given, word(reply_id::turned_away));
    if (auto refusal = early_input_refusal(given)) return refuse_unheard(given, *std::move(refusal));
    if (auto refusal = octets_refusal(line.text)) return refuse_unheard(given, *std::move(refusal));
    if (const fixed_answer* fixed = fixed_answer_to(given.line)) return answer_as_fixed(*fixed, given);
    if (counts_idle(given)) return;
    if (!says_nothing_of_mail(given.what)) talk_.past_greetings = true;
    if (auto refusal = sequence_refusal(given)) return refuse_unheard(given, *std::move(refusal));
    // A MAIL opens a transaction even so, and is refused by on(mail).
    if (lacks_tls(given) && !std::holds_alternative<commands::mail>(given.what)) {
        record_unheard(given);
        return settle(given.at, shown(given), word(reply_id::tls_required));
    }
    if (given.at == stage::rcpt || given.at == stage::data || given.at == stage::bdat) resume_mail();
    std::visit([&](const auto& what) { on(what, given); }, given.what);
}

// AUTH with an initial response is recorded by on(auth), which alone can tell what of that is secret; one that never
// gets there is here, and all of it may be.
void session::engine::record_unheard(const parsed_command& given) {
    const auto* auth = std::get_if<commands::auth>(&given.what);
    if (auth != nullptr && auth->initial_response)
        record(command_received{std::string(given.line), auth->response_offset});
}

void session::engine::refuse_unheard(const parsed_command& given, reply answer) {
    record_unheard(given);
    refuse(given.at, given, std::move(answer));
}

bool session::engine::lacks_tls(const parsed_command& given) const {
    if (!around_.limits->require_tls || tls_) return false;
    const auto& verbs = face().sequence.need_tls;
    if (verbs.empty()) return !allowed_before_tls(given.what);
    return std::find(verbs.begin(), verbs.end(), given.verb) != verbs.end();
}

// What rules may see of a command, and tell of: nothing of a password.
subject session::engine::shown(const parsed_command& given) const {
    if (given.secret_from) return {};
    const std::string_view argument = given.argument;
    return {.verb = given.verb,
            .argument = given.at == stage::auth ? argument.substr(0, argument.find(' ')) : argument};
}

// A client that does not wait for the answer to AUTH sends its user name and password even where AUTH was refused; they
// arrive as commands that nobody knows.
bool session::engine::may_be_secret(const parsed_command& given) {
    const bool unknown = std::holds_alternative<commands::unknown>(given.what);
    if (given.at == stage::auth) {
        secret_may_follow_ = true;
    } else if (!unknown && !std::holds_alternative<commands::malformed>(given.what)) {
        secret_may_follow_ = false;
    }
    return secret_may_follow_ && unknown;
}

void session::engine::greeted_with(const std::string& argument, const parsed_command& given) {
    const bool extended = given.verb == "EHLO";
    if (talk_.greeted) {
        note({base::diagnostic_code::ehlo_repeated, {}, {}});
        if (strict(base::diagnostic_code::ehlo_repeated))
            return refuse(stage::helo, given, strict_refusal(base::diagnostic_code::ehlo_repeated));
    }
    if (talk_.greeted && face().sequence.greets_once)
        return refuse(stage::helo, given, word(reply_id::greeted_already, {.verb = given.verb}));
    const std::string before = std::exchange(talk_.helo, argument);
    name_peer();
    reply answer = word(extended ? reply_id::greeting_ehlo : reply_id::greeting_helo, {.verb = given.verb});
    std::vector<std::string> mechanisms = offered_mechanisms(face(), *around_.limits, around_.users, now());
    if (extended) {
        const auto keywords = offered_keywords(face(), *around_.limits, mechanisms, now());
        auto& lines = answer.lines.edit();
        lines.insert(lines.end(), keywords.begin(), keywords.end());
    }
    note_late_input(stage::helo);
    settle(stage::helo, shown(given), std::move(answer),
           [this, before, argument, verb = given.verb, extended, mechanisms = std::move(mechanisms)](
               reply& said, const verdict* by) {
               const bool done = said.completed();  // otherwise all stays as it was (RFC 5321 4.1.4)
               if (done && !face().sequence.greeting_keeps_mail) end_transaction(transaction_end::helo);
               record(greeted{verb, argument});
               if (!done) {
                   talk_.helo = before;
                   name_peer();
                   return;
               }
               talk_.last_refusal.clear();
               talk_.greeted = true;
               talk_.extended = extended;
               talk_.extensions = extended ? offered_extensions(said.lines) : std::string();
               talk_.offered = extended ? mechanisms : std::vector<std::string>();
               if (extended && by != nullptr && by->offer && by->offer->mechanisms)
                   talk_.offered = *by->offer->mechanisms;
           });
}

void session::engine::on(const commands::ehlo& what, const parsed_command& given) {
    greeted_with(what.argument, given);
}
void session::engine::on(const commands::helo& what, const parsed_command& given) {
    greeted_with(what.argument, given);
}

void session::engine::on(const commands::starttls&, const parsed_command& given) {
    if (tls_ && face().sequence.starttls_again)
        return settle(stage::starttls, shown(given), word(reply_id::ready_for_tls),
                      [this](reply& said, const verdict*) {
                          if (said.completed()) sequel_ = ending{session_end::tls_failed};
                      });
    if (tls_) return refuse(stage::starttls, given, word(reply_id::tls_already_on));
    if (!around_.limits->starttls || layer_) return refuse(stage::starttls, given, word(reply_id::tls_not_available));
    if (talk_.user && !face().sequence.starttls_after_login)
        return refuse(stage::starttls, given, word(reply_id::tls_not_available));
    if (talk_.mail && !face().sequence.starttls_during_mail)
        return refuse(stage::starttls, given, word(reply_id::starttls_not_during_mail));
    settle(stage::starttls, shown(given), word(reply_id::ready_for_tls), [this](reply& said, const verdict* by) {
        if (!said.completed()) return;
        if (!input_.empty() || !early_.empty()) {
            note({base::diagnostic_code::plaintext_behind_starttls, {}, {}});
            input_ = {};
            early_.clear();
        }
        end_transaction(transaction_end::starttls);
        const bool insists = !face().sequence.greeting_survives_tls || !talk_.greeted;
        talk_ = {};
        talk_.greeting_forgotten = !insists;
        sequel_ = handshake{by != nullptr ? by->tls : std::nullopt};
    });
}

void session::engine::on(const commands::rset&, const parsed_command& given) {
    settle(stage::rset, shown(given), word(reply_id::reset_done), [this](reply& said, const verdict*) {
        if (!said.completed()) return;
        end_transaction(transaction_end::rset);
        talk_.size_refused = false;
        talk_.last_refusal.clear();
    });
}

void session::engine::on(const commands::noop&, const parsed_command& given) {
    settle(stage::noop, shown(given), word(reply_id::nothing_done));
}

void session::engine::on(const commands::quit&, const parsed_command& given) {
    note_late_input(stage::quit);
    settle(stage::quit, shown(given), word(reply_id::closing), [this](reply& said, const verdict*) {
        if (said.completed()) sequel_ = ending{session_end::quit};
    });
}

void session::engine::on(const commands::vrfy& what, const parsed_command& given) {
    if (what.argument.empty())
        return refuse(stage::vrfy, given, word(reply_id::vrfy_needs_argument, {.verb = given.verb}));
    excused_ = true;
    settle(stage::vrfy, shown(given), vrfy_answer(what.argument, reply_id::vrfy_known));
}

void session::engine::on(const commands::expn& what, const parsed_command& given) {
    if (what.argument.empty())
        return refuse(stage::expn, given, word(reply_id::expn_needs_argument, {.verb = given.verb}));
    settle(stage::expn, shown(given),
           face().judges_expn ? vrfy_answer(what.argument, reply_id::expn_known)
                              : word(reply_id::expn_cannot_say, {.argument = what.argument}));
}

void session::engine::on(const commands::help& what, const parsed_command& given) {
    const auto which = what.argument.empty() ? reply_id::help_without_topic : reply_id::help_text;
    const std::string topic = base::to_lower(what.argument);
    settle(stage::help, shown(given), word(which, {.argument = what.argument, .detail = topic}));
}

void session::engine::on(const commands::etrn& what, const parsed_command& given) {
    if (what.argument.empty()) return refuse(stage::etrn, given, word(reply_id::etrn_syntax));
    settle(stage::etrn, shown(given), word(reply_id::etrn_queued, {.argument = what.argument}));
}

void session::engine::on(const commands::verb&, const parsed_command& given) {
    settle(stage::verb, shown(given), word(reply_id::verb_done));
}

void session::engine::on(const commands::unknown& what, const parsed_command& given) {
    const bool header = face().header_lines_rejected && given.verb.find(':') != std::string::npos;
    const bool no_letter = face().non_letters_rejected && !given.verb.empty() && !base::is_alpha(given.verb[0]);
    const bool odd = face().odd_verbs_rejected && std::any_of(given.verb.begin(), given.verb.end(), [&](char c) {
                         return face().digits_are_odd ? !base::is_alpha(c) : !base::is_alphanumeric(c);
                     });
    const auto which = header || no_letter || odd ? reply_id::client_rejected
                       : what.implemented         ? reply_id::command_unknown
                                                  : reply_id::command_not_implemented;
    // What may be a password is not said back: replies are recorded as they are.
    refuse(stage::unknown, given,
           given.secret_from ? word(which) : word(which, {.verb = given.verb, .line = given.line}));
}

void session::engine::on(const commands::malformed& what, const parsed_command& given) {
    if (given.at == stage::rcpt && !talk_.mail) return refuse_without_sender(given);
    if (face().sequence.sequence_first && given.at == stage::mail && talk_.mail)
        return refuse(stage::mail, given, word(reply_id::sender_already_given));
    if (face().sequence.sequence_first && given.at == stage::auth &&
        offered_mechanisms(face(), *around_.limits, around_.users, now()).empty())
        return refuse(stage::auth, given, word(reply_id::auth_not_offered));
    const std::string_view line = given.secret_from ? std::string_view() : given.line;
    const wording words{.address = what.path.address,
                        .path = what.path.written,
                        .argument = what.detail,
                        .verb = given.verb,
                        .detail = what.part,
                        .line = line};
    refuse(given.at, given, word(what.said, what.why, words));
}

}  // namespace mocksmtp::smtp
