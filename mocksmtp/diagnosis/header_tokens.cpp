#include "mocksmtp/diagnosis/header_tokens.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

bool in_token(char c) {
    constexpr std::string_view specials = "()<>@,;:\\\"/[]?=";
    return c > ' ' && c < '\x7F' && specials.find(c) == std::string_view::npos;
}

std::string_view take(std::string_view& text, std::size_t length) {
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
}

}  // namespace

std::string_view take_token(std::string_view& text) {
    text = mail::skip_space_and_comments(text);
    const auto* end = std::find_if_not(text.begin(), text.end(), in_token);
    return take(text, static_cast<std::size_t>(end - text.begin()));
}

std::string_view take_quoted_string(std::string_view& text) {
    text = mail::skip_space_and_comments(text);
    if (!text.starts_with('"')) return {};
    const mail::lexical_piece piece = mail::read_quoted_string(text);
    return piece.closed ? take(text, piece.length) : std::string_view();
}

bool take_mark(std::string_view& text, char mark) {
    text = mail::skip_space_and_comments(text);
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace mocksmtp::diagnosis
