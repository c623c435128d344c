#include "mocksmtp/diagnosis/date_lexer.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

template <typename predicate>
std::size_t length_of(std::string_view text, predicate belongs) {
    const auto* end = std::find_if_not(text.begin(), text.end(), belongs);
    return static_cast<std::size_t>(end - text.begin());
}

}  // namespace

date_piece take_date_piece(std::string_view& text) {
    date_piece piece;
    const std::string_view rest = mail::skip_space_and_comments(text);
    const std::string_view gap = text.substr(0, text.size() - rest.size());
    piece.behind_comment = gap.find('(') != std::string_view::npos;
    piece.behind_space = !gap.empty() && (base::is_space(gap.front()) || base::is_space(gap.back()));
    std::size_t length = 0;
    if (!rest.empty() && base::is_alpha(rest.front())) {
        piece.kind = date_piece_kind::word;
        length = length_of(rest, base::is_alpha);
    } else if (!rest.empty() && base::is_digit(rest.front())) {
        piece.kind = date_piece_kind::number;
        length = length_of(rest, base::is_digit);
    } else if (!rest.empty()) {
        piece.kind = date_piece_kind::mark;
        length = 1;
    }
    piece.text = rest.substr(0, length);
    text = rest.substr(length);
    return piece;
}

}  // namespace mocksmtp::diagnosis
