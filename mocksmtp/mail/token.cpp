#include "mocksmtp/mail/token.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {

lexical_piece read_comment(std::string_view text) {
    lexical_piece piece;
    std::size_t depth = 0;
    while (piece.length < text.size()) {
        char c = text[piece.length++];
        const bool escaped = c == '\\' && piece.length < text.size();
        if (escaped) c = text[piece.length++];
        if (!escaped && c == '(' && ++depth == 1) continue;
        piece.closed = !escaped && c == ')' && --depth == 0;
        if (piece.closed) break;
        piece.content += c;
    }
    return piece;
}

lexical_piece read_quoted_string(std::string_view text) {
    lexical_piece piece{{}, 1, false};
    while (piece.length < text.size()) {
        char c = text[piece.length++];
        piece.closed = c == '"';
        if (piece.closed) break;
        if (c == '\\' && piece.length < text.size()) c = text[piece.length++];
        piece.content += c;
    }
    return piece;
}

std::string_view skip_space_and_comments(std::string_view text) {
    while (!text.empty()) {
        if (base::is_space(text.front())) {
            text.remove_prefix(1);
        } else if (text.front() == '(') {
            text.remove_prefix(read_comment(text).length);
        } else {
            break;
        }
    }
    return text;
}

}  // namespace mocksmtp::mail
