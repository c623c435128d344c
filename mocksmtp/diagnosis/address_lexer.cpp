#include "mocksmtp/diagnosis/address_lexer.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/encoded_word.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

struct measured_lexeme {
    lexeme_kind kind;
    std::size_t length;
};

measured_lexeme measure_bracketed(std::string_view text) {
    const std::size_t end = text.find_first_of("[]\\", 1);
    if (end == std::string_view::npos || text[end] == '[') return {lexeme_kind::special, 1};
    if (text[end] == ']') return {lexeme_kind::domain_literal, end + 1};
    // Escapes are rare and obsolete: as a domain literal all the same.
    std::size_t at = end;
    while (at < text.size() && text[at] != ']') at += text[at] == '\\' ? 2 : 1;
    if (at >= text.size()) return {lexeme_kind::not_closed, text.size()};
    return {lexeme_kind::domain_literal, at + 1};
}

measured_lexeme measure_atom(std::string_view text) {
    if (text.starts_with("=?")) {
        const auto word = mail::read_encoded_word(text);
        if (word && word->closed && std::ranges::none_of(word->payload, base::is_space))
            return {lexeme_kind::encoded, word->length};
    }
    const auto* end = std::find_if_not(text.begin(), text.end(), is_atom_text);
    return {lexeme_kind::atom, static_cast<std::size_t>(end - text.begin())};
}

measured_lexeme measure(std::string_view text) {
    if (text.empty()) return {lexeme_kind::end, 0};
    if (text.front() == '(') return {lexeme_kind::not_closed, text.size()};
    if (text.front() == '"') {
        const mail::lexical_piece piece = mail::read_quoted_string(text);
        return {piece.closed ? lexeme_kind::quoted : lexeme_kind::not_closed, piece.length};
    }
    if (text.front() == '[') return measure_bracketed(text);
    return is_atom_text(text.front()) ? measure_atom(text) : measured_lexeme{lexeme_kind::special, 1};
}

// As mail::skip_space_and_comments(), but stays in front of a comment that is not closed.
std::string_view skip_gap(std::string_view text) {
    while (!text.empty()) {
        if (base::is_space(text.front())) {
            text.remove_prefix(1);
            continue;
        }
        if (text.front() != '(') break;
        const mail::lexical_piece comment = mail::read_comment(text);
        if (!comment.closed) break;
        text.remove_prefix(comment.length);
    }
    return text;
}

}  // namespace

bool is_atom_text(char c) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
    return base::is_alphanumeric(c) || static_cast<unsigned char>(c) > 127 || others.find(c) != std::string_view::npos;
}

lexeme take_lexeme(std::string_view& text) {
    const std::string_view rest = skip_gap(text);
    const measured_lexeme measured = measure(rest);
    const lexeme taken{measured.kind, rest.substr(0, measured.length), rest.size() < text.size()};
    text = rest.substr(measured.length);
    return taken;
}

}  // namespace mocksmtp::diagnosis
