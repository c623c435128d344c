#include "mocksmtp/diagnosis/word_places.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/mail/encoded_word.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

// Up to a quoted string, comment or angle bracket outside encoded words, which may hold any of them by mistake.
std::size_t plain_length(std::string_view raw) {
    std::size_t at = 0;
    while (at < raw.size()) {
        at = std::min(raw.find_first_of("\"(<=", at), raw.size());
        if (at == raw.size() || raw[at] != '=') return at;
        const std::string_view rest = raw.substr(at);
        const auto word = rest.starts_with("=?") ? mail::read_encoded_word(rest) : std::nullopt;
        at += word && word->closed ? word->length : 1;
    }
    return raw.size();
}

}  // namespace

word_stretch take_stretch(field_form form, std::string_view& raw) {
    word_stretch stretch{word_place::text, raw};
    const bool phrases = form == field_form::phrases || form == field_form::addresses;
    if (form == field_form::unstructured) {
        // All of it is one.
    } else if (raw.front() == '"') {
        stretch = {word_place::quoted, raw.substr(0, mail::read_quoted_string(raw).length)};
    } else if (raw.front() == '(') {
        stretch = {word_place::comment, raw.substr(0, mail::read_comment(raw).length)};
    } else if (raw.front() == '<') {
        const std::size_t end = std::min(raw.find('>'), raw.size() - 1);
        stretch = {word_place::forbidden, raw.substr(0, end + 1)};
    } else {
        stretch = {phrases ? word_place::phrase : word_place::forbidden, raw.substr(0, plain_length(raw))};
    }
    raw.remove_prefix(stretch.text.size());
    return stretch;
}

}  // namespace mocksmtp::diagnosis
