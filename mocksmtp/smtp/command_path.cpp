// The commands that name a path.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/command_argument.hpp"

namespace mocksmtp::smtp {

namespace {

using base::diagnostic_code;

bool is_keyword(std::string_view name) {
    return !name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

// "KEY=value KEY ..." (4.1.2, esmtp-keyword); nothing where a keyword is none.
std::optional<std::vector<parameter>> parameters(command_argument& rest, const parameters_grammar& how) {
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
bool take_keyword(command_argument& rest, std::string_view keyword) {
    if (!base::istarts_with(rest.text, keyword)) return false;
    rest.drop(keyword.size());
    const std::size_t colon = blanks_at_front(rest.text, rest.how.blanks);
    if (colon == rest.text.size() || rest.text[colon] != ':') return false;
    if (colon != 0) rest.note_space();
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
command addressed_to(command_argument& rest, const path_command& as) {
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

}  // namespace

command mail_from(command_argument& rest) {
    return addressed_to<commands::mail>(
        rest, {"FROM", reply_id::mail_malformed, reply_id::sender_syntax, rest.how.sender, rest.how.mail_parameters});
}

command rcpt_to(command_argument& rest) {
    command parsed = addressed_to<commands::rcpt>(rest, {"TO", reply_id::rcpt_malformed, reply_id::recipient_syntax,
                                                         rest.how.recipient, rest.how.rcpt_parameters});
    const auto* to = std::get_if<commands::rcpt>(&parsed);
    if (to != nullptr && to->path.address.empty() && !rest.how.recipient.anything)
        return commands::malformed{reply_id::recipient_syntax, "<>"};
    return parsed;
}

}  // namespace mocksmtp::smtp
