// What personas do of their own: lines they answer always alike, what they insist on, what they count.
#include <algorithm>
#include <iterator>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/smtp/engine.hpp"
#include "mocksmtp/smtp/recipients.hpp"

namespace mocksmtp::smtp {

namespace {

// "*" is every verb.
bool is_any_of(const std::vector<std::string>& verbs, std::string_view verb) {
    return std::any_of(verbs.begin(), verbs.end(), [&](const std::string& one) { return one == verb || one == "*"; });
}

bool is_the_line(std::string_view line, std::string_view pattern) {
    if (!pattern.ends_with('*')) return base::iequals(line, pattern);
    pattern.remove_suffix(1);
    return base::istarts_with(line, pattern);
}

// Well-formed or not.
bool is_greeting_of_smtp(const parsed_command& given) { return given.at == stage::helo && given.verb != "LHLO"; }

reply_id greeting_needed_for(stage command) {
    switch (command) {
        case stage::mail:
            return reply_id::mail_needs_greeting;
        case stage::auth:
            return reply_id::auth_needs_greeting;
        case stage::starttls:
            return reply_id::starttls_needs_greeting;
        case stage::vrfy:
        case stage::expn:
            return reply_id::vrfy_needs_greeting;
        default:
            return reply_id::greeting_needed;
    }
}

// From a client that is rejected ever after.
bool is_heard_after_all(const parsed_command& given) {
    static constexpr std::string_view harmless[] = {"EHLO", "HELO", "QUIT", "RSET", "NOOP", ""};
    return std::holds_alternative<commands::unknown>(given.what) ||
           std::find(std::begin(harmless), std::end(harmless), given.verb) != std::end(harmless);
}

// A client goes by a positive answer to these.
bool changes_something(stage command) {
    using enum stage;
    static constexpr stage all[] = {helo, starttls, auth, mail, rcpt, data, rset};
    return std::ranges::find(all, command) != std::end(all);
}

// "name: text", or text at once: neither is a message of RFC 5322.
bool begins_with_text(std::string_view message) {
    if (message.empty() || message.starts_with("\n") || message.starts_with("\r\n")) return false;
    const std::size_t end = message.find_first_of(": \t\r\n");
    const std::size_t colon = message.find_first_not_of(" \t", end);
    return end == 0 || colon == message.npos || message[colon] != ':';
}

bool lacks_header(std::string_view message, const std::vector<std::string>& needed) {
    if (needed.empty()) return false;
    const mail::view parsed(message);
    return std::any_of(needed.begin(), needed.end(), [&](const std::string& one) { return !parsed.first(one); });
}

}  // namespace

// The command as the persona reads its octets.
std::string_view session::engine::readable(std::string_view line) {
    if (face().reads.nul == nul_habit::kept && face().reads.eighth_bit != eighth_bit_habit::stripped) return line;
    readable_ = line;
    if (face().reads.nul == nul_habit::ends_line) readable_.resize(std::min(readable_.find('\0'), readable_.size()));
    if (face().reads.eighth_bit == eighth_bit_habit::stripped)
        for (char& c : readable_) c = static_cast<char>(c & 0x7f);
    return readable_;
}

std::optional<reply> session::engine::octets_refusal(std::string_view line) const {
    if (face().reads.nul == nul_habit::refused && line.find('\0') != line.npos) return word(reply_id::nul_in_command);
    if (face().reads.controls_refused && std::any_of(line.begin(), line.end(), base::is_control))
        return word(reply_id::nul_in_command);
    if (face().reads.eighth_bit == eighth_bit_habit::refused_unless_utf8 && !base::is_utf8(line))
        return word(reply_id::command_not_utf8);
    if (face().reads.eighth_bit == eighth_bit_habit::refused_in_verb &&
        !base::is_ascii(line.substr(0, line.find_first_of(face().reads.blanks))))
        return word(reply_id::command_not_utf8);
    return std::nullopt;
}

std::optional<reply> session::engine::sequence_refusal(const parsed_command& given) const {
    const bool greets = is_greeting_of_smtp(given);
    const bool greeted = talk_.greeted || talk_.greeting_forgotten;
    if (talk_.spoke_early && !is_heard_after_all(given) &&
        face().replies.find(reply_id::rejected_ever_after) != nullptr)
        return word(reply_id::rejected_ever_after, {.verb = given.verb});
    if (!greeted && !greets && is_any_of(face().sequence.need_greeting, given.verb))
        return word(greeting_needed_for(given.at), {.verb = given.verb});
    const bool may_pass = given.at == stage::auth || given.at == stage::quit || (greets && !greeted);
    if (login_missing() && !may_pass && is_any_of(face().sequence.need_login, given.verb))
        return word(reply_id::auth_required);
    return std::nullopt;
}

// Whether input is there that the client may only send once it has heard the answer: how TCP cut the stream decides.
std::optional<reply> session::engine::early_input_refusal(const parsed_command& given) {
    const bool early = !input_.empty();
    const bool after_helo = talk_.greeted && !talk_.extended;
    switch (face().early_input) {
        case pipelining::taken:
            break;
        case pipelining::refused:
            if (early) return word(reply_id::pipelining_refused);
            break;
        case pipelining::not_behind_greeting:
            if (!early || !is_greeting_of_smtp(given)) break;
            talk_.spoke_early = true;
            return word(reply_id::synchronization_error);
        case pipelining::only_after_ehlo:
            if (early && after_helo) return word(reply_id::synchronization_error);
            break;
        case pipelining::not_behind_data:
            talk_.spoke_early |= early && after_helo;
            if (given.at == stage::data && (early || talk_.spoke_early))
                return word(reply_id::pipelining_refused, {.verb = given.verb});
            break;
        case pipelining::held_against:
            talk_.spoke_early |= early || last_line_by_lf_;
            break;
    }
    return std::nullopt;
}

// Lines that are answered before anybody looks at what they mean; nullptr: this is none.
const fixed_answer* session::engine::fixed_answer_to(std::string_view text) const {
    using enum fixed_answer::moment;
    for (const fixed_answer& one : face().fixed)
        if (one.when != (talk_.greeted ? before_greeting : after_greeting) && is_the_line(text, one.line)) return &one;
    return nullptr;
}

void session::engine::answer_as_fixed(const fixed_answer& how, const parsed_command& given) {
    record_unheard(given);
    reply said = said_as(how.said, {.argument = given.argument, .verb = given.verb, .line = given.line});
    if (said.completed())
        settle(given.at, shown(given), std::move(said));
    else
        refuse(stage::unknown, given, std::move(said));
}

const error_limit* session::engine::limit_of(error_limit::kind counted, error_limit::manner how) const {
    for (const error_limit& one : face().error_limits)
        if (one.counted == counted && one.how == how) return &one;
    return nullptr;
}

// The limit after whose refusals nothing is done any more; nullptr: it is not reached, or there is none.
const error_limit* session::engine::refusals_over() const {
    const error_limit* most = limit_of(error_limit::kind::refusals, error_limit::manner::next_command);
    return most != nullptr && counted_.refusals >= most->most ? most : nullptr;
}

// Counts a refusal that is about to be said, and says so where it is one too many.
void session::engine::limit_refusals(reply& what) {
    const bool many = one_too_many(error_limit::kind::refusals, ++counted_.refusals, what);
    const bool over = many || std::holds_alternative<ending>(sequel_);
    const bool syntax = !std::exchange(excused_, false) && !over &&
                        (what.code / 10 == syntax_codes || what.code == code_unsupported_parameters);
    const bool garbled = syntax && one_too_many(error_limit::kind::syntax_errors, ++counted_.syntax_errors, what);
    what.hang_up = what.hang_up || many || garbled;
}

// What is said when one was too many; true: it is the end.
bool session::engine::one_too_many(error_limit::kind counted, std::size_t so_far, reply& answer) {
    using enum error_limit::manner;
    if (const error_limit* most = limit_of(counted, instead); most != nullptr && so_far > most->most) {
        answer = word(most->said);
        return true;
    }
    const error_limit* most = limit_of(counted, behind);
    if (most == nullptr || so_far <= most->most) return false;
    const reply more = word(most->said);
    auto& lines = answer.lines.edit();
    lines.insert(lines.end(), more.lines.begin(), more.lines.end());
    return true;
}

// A command that cannot be used; too many of them end the session.
void session::engine::refuse(stage at, const parsed_command& given, reply answer) {
    ++errors_;
    if (around_.limits->max_errors != 0 && errors_ > around_.limits->max_errors) {
        sequel_ = ending{session_end::limit};
        say(word(reply_id::too_many_errors));
        return;
    }
    // Some servers do not tell a command that they cannot read from one that they do not know.
    const bool unknown = std::holds_alternative<commands::unknown>(given.what) ||
                         answer.lines == word(reply_id::command_unknown, {.verb = given.verb}).lines;
    if (unknown && one_too_many(error_limit::kind::unknown_commands, ++counted_.unknown_commands, answer)) {
        sequel_ = ending{session_end::limit};
        return say(std::move(answer));
    }
    const bool rejected = limit_of(error_limit::kind::rejections_in_a_row, error_limit::manner::instead) != nullptr &&
                          answer.lines == word(reply_id::client_rejected).lines;
    if (rejected) counted_.rejections = counted_.rejections_before + 1;
    if (rejected && one_too_many(error_limit::kind::rejections_in_a_row, counted_.rejections, answer)) {
        sequel_ = ending{session_end::limit};
        return say(std::move(answer));
    }
    subject about = shown(given);
    about.has_to_refuse = changes_something(at);
    settle(at, about, std::move(answer));
}

// Commands that bring no mail nearer; true: one too many, and it was answered.
bool session::engine::counts_idle(const parsed_command& given) {
    const bool idle = given.at == stage::noop || given.at == stage::vrfy || given.at == stage::expn ||
                      given.at == stage::etrn || given.at == stage::help;
    if (!idle) return false;
    reply answer;
    if (!one_too_many(error_limit::kind::idle_commands, ++counted_.idle_commands, answer)) return false;
    sequel_ = ending{session_end::limit};
    say(std::move(answer));
    return true;
}

reply session::engine::vrfy_answer(const std::string& argument, reply_id known) const {
    std::string_view text = argument;
    const parsed_path path = take_any_path(text);
    const wording words{.address = path.address, .path = argument, .argument = argument, .verb = "VRFY"};
    const bool unqualified = path.address.find('@') == std::string::npos && !base::iequals(path.address, "postmaster");
    if (unqualified && face().replies.find(reply_id::vrfy_needs_domain) != nullptr)
        return word(reply_id::vrfy_needs_domain, words);
    if (!face().judges_vrfy) return word(reply_id::vrfy_cannot_say, words);
    switch (judge_recipient(*around_.limits, face().recipients, {path.address, around_.where.local, false})) {
        case recipient_standing::relay_denied:
            return word(reply_id::vrfy_foreign, words);
        case recipient_standing::unknown:
            return word(reply_id::vrfy_unknown, words);
        case recipient_standing::welcome:
            break;
    }
    return word(known, words);
}

// What the persona does not take of a message, once it is here.
std::optional<reply> session::engine::content_refusal(const received_message& message) const {
    const data_habits& how = face().data;
    const std::string_view bytes = message.bytes.view();
    if (how.lf_dot_refused && message.terminator == ".\n") return word(reply_id::bare_lf_refused);
    if (how.nul_refused && bytes.find('\0') != bytes.npos) return word(reply_id::nul_refused);
    if (bytes.empty() && face().replies.find(reply_id::message_empty) != nullptr) return word(reply_id::message_empty);
    if (lacks_header(bytes, how.required_fields)) return word(reply_id::headers_missing);
    if (how.header_section_required && begins_with_text(bytes)) return word(reply_id::headers_missing);
    return std::nullopt;
}

}  // namespace mocksmtp::smtp
