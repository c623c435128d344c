#include "mocksmtp/smtp/command.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/command_argument.hpp"
#include "mocksmtp/smtp/line_reader.hpp"
#include "mocksmtp/smtp/misplaced_secret.hpp"

namespace mocksmtp::smtp {

namespace {

using base::diagnostic_code;
using match::stage;

template <class Command>
command without_argument(command_argument& rest) {
    if (!rest.text.empty()) rest.notes.push_back({diagnostic_code::command_argument_not_allowed, {}, rest.offset});
    return Command{};
}

template <class Command>
command with_text(command_argument& rest) {
    return Command{std::string(rest.text)};
}

bool is_greeting(std::string_view name, const greeting_grammar& how) {
    if (how.max_octets != 0 && name.size() > how.max_octets) return false;
    if (how.marks.empty()) return true;
    if (how.literals_checked && name.starts_with('[')) return is_ehlo_name(name);
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!base::is_alphanumeric(name[i]) && how.marks.find(name[i]) == std::string::npos) return false;
        const bool at_end = i == 0 || i + 1 == name.size() || name[i - 1] == '.' || name[i + 1] == '.';
        if (name[i] == '-' && at_end && !how.hyphens_at_ends) return false;
    }
    return true;
}

template <class Command>
command greeting(command_argument& rest) {
    if (rest.text.empty()) {
        rest.notes.push_back({diagnostic_code::ehlo_argument_missing, {}, rest.offset});
        if (rest.how.greeting.may_be_missing) return Command{};
        return commands::malformed{reply_id::helo_needs_argument, {}};
    }
    if (!is_ehlo_name(rest.text))
        rest.notes.push_back({diagnostic_code::ehlo_argument_invalid, std::string(rest.text), rest.offset});
    if (!is_greeting(rest.text, rest.how.greeting))
        return commands::malformed{reply_id::helo_name_invalid, std::string(rest.text)};
    return Command{std::string(rest.text)};
}

// A SASL mechanism's name (RFC 4422 3.1), in any letter case.
bool is_mechanism_name(std::string_view word) {
    return word.size() <= 20 && std::all_of(word.begin(), word.end(),
                                            [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_'; });
}

command authenticate(command_argument& rest) {
    const std::size_t start = rest.offset;
    const std::string_view mechanism = rest.take_word();
    if (!is_mechanism_name(mechanism)) {  // "AUTH AHRlc3QAc2VjcmV0": the mechanism was forgotten
        rest.secret_from = start;
        return commands::malformed{reply_id::auth_mechanism_missing, {}};
    }
    if (mechanism.empty()) return commands::malformed{reply_id::auth_mechanism_missing, {}};
    commands::auth parsed{base::to_upper(mechanism), std::nullopt, rest.offset};
    parsed.in_capitals = parsed.mechanism == mechanism;
    if (!rest.text.empty()) parsed.initial_response = std::string(rest.text);
    return parsed;
}

command chunk(command_argument& rest) {
    const std::string_view size = rest.take_word();
    commands::bdat parsed;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), parsed.octets);
    if (size.empty() || error != std::errc{} || end != size.data() + size.size())
        return commands::malformed{reply_id::bdat_syntax, std::string(size)};
    parsed.last = base::iequals(rest.text, "LAST");
    if (!parsed.last && !rest.text.empty()) return commands::malformed{reply_id::bdat_syntax, std::string(rest.text)};
    return parsed;
}

struct grammar_row {
    std::string_view verb;
    stage at;
    command (*parse)(command_argument& rest);
};

constexpr std::array rows{
    grammar_row{"MAIL", stage::mail, mail_from},
    grammar_row{"RCPT", stage::rcpt, rcpt_to},
    grammar_row{"DATA", stage::data, without_argument<commands::data>},
    grammar_row{"BDAT", stage::bdat, chunk},
    grammar_row{"RSET", stage::rset, without_argument<commands::rset>},
    grammar_row{"QUIT", stage::quit, without_argument<commands::quit>},
    grammar_row{"EHLO", stage::helo, greeting<commands::ehlo>},
    grammar_row{"HELO", stage::helo, greeting<commands::helo>},
    grammar_row{"AUTH", stage::auth, authenticate},
    grammar_row{"STARTTLS", stage::starttls, without_argument<commands::starttls>},
    // NOOP may carry any text (4.1.1.9).
    grammar_row{"NOOP", stage::noop, [](command_argument&) -> command { return commands::noop{}; }},
    grammar_row{"VRFY", stage::vrfy, with_text<commands::vrfy>},
    grammar_row{"EXPN", stage::expn, with_text<commands::expn>},
    grammar_row{"HELP", stage::help, with_text<commands::help>},
    grammar_row{"ETRN", stage::etrn, with_text<commands::etrn>},
    grammar_row{"VERB", stage::verb, [](command_argument&) -> command { return commands::verb{}; }},
};

// Of addresses path.hpp tells, and VRFY and EXPN may have UTF-8 where they say so (RFC 6531 3.7.4.2).
void note_beyond_ascii(std::string_view line, parsed_command& parsed) {
    if (parsed.at == stage::mail || parsed.at == stage::rcpt || base::is_ascii(line)) return;
    const bool may_ask = parsed.at == stage::vrfy || parsed.at == stage::expn;
    if (may_ask && base::to_upper(line).ends_with(" SMTPUTF8")) return;
    const auto is_beyond = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    const auto at = static_cast<std::size_t>(std::find_if(line.begin(), line.end(), is_beyond) - line.begin());
    parsed.notes.push_back({diagnostic_code::command_not_ascii, {}, at});
}

// Answers whether a TAB was among them.
bool note_controls(std::string_view line, std::vector<base::diagnostic>& notes) {
    const auto is_other = [](char c) { return base::is_control(c) && c != '\t'; };
    if (std::none_of(line.begin(), line.end(), base::is_control)) return false;
    const auto other = std::find_if(line.begin(), line.end(), is_other);
    if (other != line.end())
        notes.push_back(
            {diagnostic_code::command_control_character, {}, static_cast<std::size_t>(other - line.begin())});
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return false;
    notes.push_back({diagnostic_code::command_space_wrong, {}, tab});
    return true;
}

bool names(const std::vector<std::string>& verbs, std::string_view verb) {
    return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

}  // namespace

const grammar& usual_grammar() {
    static const grammar usual;
    return usual;
}

parsed_command parse_command(std::string_view line, const grammar& how) {
    parsed_command parsed;
    parsed.line = line;
    const std::size_t end = line.find_last_not_of(how.blanks);
    if (end == std::string_view::npos) {
        parsed.notes.push_back({diagnostic_code::empty_command, {}, 0});
        parsed.what = commands::malformed{reply_id::command_empty, {}};
        return parsed;
    }
    if (is_over_length(line)) parsed.notes.push_back({diagnostic_code::command_line_too_long, {}, longest_command});
    if (end + 1 != line.size()) parsed.notes.push_back({diagnostic_code::trailing_space, {}, end + 1});
    line = line.substr(0, end + 1);
    const std::size_t start = how.leading_blanks ? blanks_at_front(line, how.blanks) : 0;
    const std::string_view word = line.substr(start, word_at_front(line.substr(start), how.blanks));
    parsed.verb = base::to_upper(word);
    const bool plain = base::is_printable_ascii(line);
    command_argument rest{
        line.substr(start + word.size()),           start + word.size(), parsed.notes, parsed.secret_from, how,
        !plain && note_controls(line, parsed.notes)};
    if (start != 0) rest.note_space();
    rest.skip_blanks();
    parsed.argument = rest.text;
    const auto* const row =
        std::find_if(rows.begin(), rows.end(), [&](const grammar_row& one) { return one.verb == parsed.verb; });
    if (row != rows.end())
        parsed.at = row->at;
    else if (parsed.verb == "LHLO")
        parsed.at = stage::helo;  // of LMTP (RFC 2033 4.1)
    const bool implemented = !names(how.not_implemented_verbs, parsed.verb);
    if (!plain) note_beyond_ascii(line, parsed);
    if (row == rows.end() || !implemented || names(how.unknown_verbs, parsed.verb)) {
        parsed.secret_from = misplaced_secret(line);
        parsed.what = commands::unknown{implemented};
        return parsed;
    }
    // RFC 5321 4.3.2 and RFC 3207 4 say so of DATA and STARTTLS.
    if (!rest.text.empty() && names(how.no_argument, parsed.verb))
        parsed.what = commands::malformed{reply_id::argument_not_allowed, std::string(rest.text)};
    else
        parsed.what = row->parse(rest);
    return parsed;
}

}  // namespace mocksmtp::smtp
