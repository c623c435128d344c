#include "mocksmtp/diagnosis/message_id_grammar.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/address_lexer.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

bool is_dot_atom(std::string_view text) {
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::ranges::all_of(text, [](char c) { return c == '.' || is_atom_text(c); });
}

bool is_left_side(std::string_view text) {
    if (!text.starts_with('"')) return is_dot_atom(text);
    const mail::lexical_piece piece = mail::read_quoted_string(text);
    return piece.closed && piece.length == text.size();
}

bool is_right_side(std::string_view text) {
    const bool bracketed = text.size() > 1 && text.front() == '[' && text.back() == ']';
    return bracketed ? text.find_first_of("[]\\", 1) == text.size() - 1 : is_dot_atom(text);
}

// The id with its brackets.
std::optional<flaw> check_id(std::string_view id) {
    const std::string_view inside = id.substr(1, id.size() - 2);
    const auto* space = std::ranges::find_if(inside, base::is_space);
    if (space != inside.end() && inside.front() != '"')
        return flaw{quoted(id) + " holds white space", inside.substr(static_cast<std::size_t>(space - inside.begin()))};
    const std::size_t at = inside.rfind('@');
    if (at == std::string_view::npos) return flaw{quoted(id) + " has no \"@\"", id};
    if (!is_left_side(inside.substr(0, at))) return flaw{quoted(id) + " is wrong in front of its \"@\"", inside};
    if (!is_right_side(inside.substr(at + 1)))
        return flaw{quoted(id) + " is wrong behind its \"@\"", id.substr(at + 2)};
    return std::nullopt;
}

}  // namespace

std::optional<flaw> check_message_ids(std::string_view raw, how_many_ids allowed) {
    std::size_t count = 0;
    std::string_view rest = mail::skip_space_and_comments(raw);
    if (rest.empty()) return flaw{"no id", raw};
    while (!rest.empty()) {
        if (!rest.starts_with('<')) {
            const std::string_view stray = rest.substr(0, rest.find_first_of("< \t\r\n", 1));
            return flaw{quoted(stray) + (count == 0 ? " is no id in angle brackets" : " stands behind an id"), rest};
        }
        if (++count > 1 && allowed == how_many_ids::one) return flaw{"a second id", rest};
        const std::size_t end = rest.find('>');
        if (end == std::string_view::npos) return flaw{"\"<\" is not closed", rest};
        if (auto found = check_id(rest.substr(0, end + 1))) return found;
        rest = mail::skip_space_and_comments(rest.substr(end + 1));
    }
    return std::nullopt;
}

}  // namespace mocksmtp::diagnosis
