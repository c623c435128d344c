#include "mocksmtp/smtp/command.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/line_reader.hpp"
#include "mocksmtp/smtp/misplaced_secret.hpp"

namespace mocksmtp::smtp {

namespace {

using base::diagnostic_code;

using match::stage;

// Sets of a few characters, so few that looking at each is faster than anything else.
bool is_in(std::string_view set, char c) {
    for (const char one : set)
        if (one == c) return true;
    return false;
}
std::size_t blanks_at_front(std::string_view text, std::string_view blanks) {
    std::size_t count = 0;
    while (count < text.size() && is_in(blanks, text[count])) ++count;
    return count;
}
std::size_t word_at_front(std::string_view text, std::string_view blanks) {
    std::size_t count = 0;
    while (count < text.size() && !is_in(blanks, text[count])) ++count;
    return count;
}

// What a grammar row works on: the text behind the verb and where it stands in the line.
struct argument {
    std::string_view text;
    std::size_t offset;
    std::vector<base::diagnostic>& notes;
    std::optional<std::size_t>& secret_from;
    const grammar& how;

    void skip_blanks() { drop(blanks_at_front(text, how.blanks)); }
    void drop(std::size_t octets) {
        text.remove_prefix(octets);
        offset += octets;
    }
    std::string_view take_word() {
        const std::string_view word = text.substr(0, word_at_front(text, how.blanks));
        drop(word.size());
        skip_blanks();
        return word;
    }
};

template <class Command>
command without_argument(argument& rest) {
    if (!rest.text.empty()) rest.notes.push_back({diagnostic_code::command_argument_not_allowed, {}, rest.offset});
    return Command{};
}

template <class Command>
command with_text(argument& rest) {
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
command greeting(argument& rest) {
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

command authenticate(argument& rest) {
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

bool is_keyword(std::string_view name) {
    return !name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

// "KEY=value KEY ..." (4.1.2, esmtp-keyword); nothing where a keyword is none.
std::optional<std::vector<parameter>> parameters(argument& rest, const parameters_grammar& how) {
    const bool any_name = how.any_name || how.anything;
    std::vector<parameter> params;
    rest.skip_blanks();
    while (!rest.text.empty()) {
        const std::string_view word = rest.take_word();
        const std::size_t equals = word.find('=');
        if (!is_keyword(word.substr(0, equals)) && !any_name) return std::nullopt;
        parameter one{std::string(word.substr(0, equals)), std::nullopt};
        if (equals != std::string_view::npos) one.value = std::string(word.substr(equals + 1));
        if (one.value == "" && how.values_needed) return std::nullopt;
        const bool again = std::any_of(params.begin(), params.end(),
                                       [&](const parameter& other) { return base::iequals(other.name, one.name); });
        if (again) rest.notes.push_back({diagnostic_code::duplicate_parameter, one.name, rest.offset});
        params.push_back(std::move(one));
    }
    return params;
}

// "FROM:" or "TO:", which `rest` loses; false where it is not there.
bool take_keyword(argument& rest, std::string_view keyword) {
    if (!base::istarts_with(rest.text, keyword)) return false;
    rest.drop(keyword.size());
    const std::size_t colon = blanks_at_front(rest.text, rest.how.blanks);
    if (colon == rest.text.size() || rest.text[colon] != ':') return false;
    rest.drop(colon + 1);
    return true;
}

const path_refusal* refusal_of(const parsed_path& path, const path_grammar& how) {
    if (how.refused.empty()) return nullptr;
    const std::vector<path_trait> traits = traits_of(path);
    const auto refused = std::find_if(how.refused.begin(), how.refused.end(), [&](const path_refusal& one) {
        return std::find(traits.begin(), traits.end(), one.trait) != traits.end();
    });
    return refused == how.refused.end() ? nullptr : &*refused;
}

// What one of the two commands with a path needs.
struct path_command {
    std::string_view keyword;
    reply_id malformed;
    reply_id syntax;
    const path_grammar& how;
    const parameters_grammar& parameters;
};

// "FROM:" or "TO:", then a path and parameters.
template <class Command>
command addressed_to(argument& rest, const path_command& as) {
    const std::string_view all = rest.text;
    if (rest.how.keyword_optional)
        rest.drop(std::min(rest.text.find('<'), std::min(rest.text.find(':') + 1, rest.text.size())));
    else if (!take_keyword(rest, as.keyword))
        return commands::malformed{.why = as.malformed,
                                   .detail = std::string(all),
                                   .part = std::string(all.substr(0, all.find_first_of(": ")))};
    const std::size_t before = rest.text.size();
    const std::string_view from_here = rest.text;
    auto path = take_path(rest.text, rest.offset);
    if (!path && !as.how.anything) return commands::malformed{as.syntax, std::string(from_here)};
    if (!path) {
        rest.text = from_here;
        path = take_any_path(rest.text);
    }
    rest.offset += before - rest.text.size();
    if (const path_refusal* refused = refusal_of(*path, as.how)) {
        commands::malformed made{.why = as.syntax,
                                 .detail = std::string(base::trim(from_here)),
                                 .path = *path,
                                 .part = {},
                                 .said = refused->said};
        if (refused->trait == path_trait::junk_behind) {
            const std::size_t behind = path->written.rfind('>') + 1;
            made.part = path->written.substr(behind);
            made.path.written.remove_suffix(made.path.written.size() - behind);
        }
        return made;
    }
    // The one mailbox that needs no domain (RFC 5321 4.1.1.3, 4.5.1).
    if (as.keyword == "TO" && base::iequals(path->address, "postmaster"))
        std::erase_if(path->notes, [](const auto& one) { return one.code == diagnostic_code::address_without_domain; });
    std::move(path->notes.begin(), path->notes.end(), std::back_inserter(rest.notes));
    path->notes.clear();
    auto params = parameters(rest, as.parameters);
    if (!params)
        return commands::malformed{.why = reply_id::parameter_invalid,
                                   .detail = std::string(rest.text),
                                   .part = std::string(base::trim(from_here))};
    return Command{*std::move(path), *std::move(params)};
}

command mail_from(argument& rest) {
    return addressed_to<commands::mail>(
        rest, {"FROM", reply_id::mail_malformed, reply_id::sender_syntax, rest.how.sender, rest.how.mail_parameters});
}

command rcpt_to(argument& rest) {
    command parsed = addressed_to<commands::rcpt>(rest, {"TO", reply_id::rcpt_malformed, reply_id::recipient_syntax,
                                                         rest.how.recipient, rest.how.rcpt_parameters});
    const auto* to = std::get_if<commands::rcpt>(&parsed);
    if (to != nullptr && to->path.address.empty() && !rest.how.recipient.anything)
        return commands::malformed{reply_id::recipient_syntax, "<>"};
    return parsed;
}

command chunk(argument& rest) {
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
    command (*parse)(argument& rest);
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
    grammar_row{"NOOP", stage::noop, [](argument&) -> command { return commands::noop{}; }},
    grammar_row{"VRFY", stage::vrfy, with_text<commands::vrfy>},
    grammar_row{"EXPN", stage::expn, with_text<commands::expn>},
    grammar_row{"HELP", stage::help, with_text<commands::help>},
    grammar_row{"ETRN", stage::etrn, with_text<commands::etrn>},
    grammar_row{"VERB", stage::verb, [](argument&) -> command { return commands::verb{}; }},
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

bool names(const std::vector<std::string>& verbs, std::string_view verb) {
    return !verbs.empty() && std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
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
    argument rest{line.substr(start + word.size()), start + word.size(), parsed.notes, parsed.secret_from, how};
    rest.skip_blanks();
    parsed.argument = rest.text;
    const auto* const row =
        std::find_if(rows.begin(), rows.end(), [&](const grammar_row& one) { return one.verb == parsed.verb; });
    if (row != rows.end())
        parsed.at = row->at;
    else if (parsed.verb == "LHLO")
        parsed.at = stage::helo;  // of LMTP (RFC 2033 4.1)
    const bool implemented = !names(how.not_implemented_verbs, parsed.verb);
    note_beyond_ascii(line, parsed);
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
