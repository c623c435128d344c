#include "mocksmtp/diagnosis/parameter_syntax.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/parameter_sections.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/encoded_word.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::string_view specials = "()<>@,;:\\\"/[]?=";

bool is_eight_bit(char c) { return static_cast<unsigned char>(c) > 127; }
bool is_token_character(char c) {
    return c > ' ' && c < '\x7F' && !is_eight_bit(c) && specials.find(c) == std::string_view::npos;
}

std::size_t token_length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_token_character) - text.begin());
}

// An octet above 127 is a mistake of its own.
std::size_t eight_bit_token_length(std::string_view text) {
    const auto ends = [](char c) { return !is_eight_bit(c) && !is_token_character(c); };
    return static_cast<std::size_t>(std::ranges::find_if(text, ends) - text.begin());
}

// Up to the semicolon that is in no quoted string and no comment.
std::string_view up_to_semicolon(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && text[at] != ';') {
        if (text[at] == '"') {
            at += mail::read_quoted_string(text.substr(at)).length;
        } else if (text[at] == '(') {
            at += mail::read_comment(text.substr(at)).length;
        } else {
            ++at;
        }
    }
    return text.substr(0, at);
}

bool holds_encoded_word(std::string_view value) {
    return value.find("=?") != std::string_view::npos && mail::decode_encoded_words(value) != mail::repair_utf8(value);
}

class syntax_reader {
public:
    explicit syntax_reader(std::string_view raw) : rest_(raw) {}

    parameter_syntax read() {
        read_.main = up_to_semicolon(rest_);
        rest_.remove_prefix(read_.main.size());
        while (!rest_.empty() && read_.mistakes.size() < most_parameter_mistakes) {
            rest_.remove_prefix(1);
            read_parameter();
        }
        check_sections(read_);
        return std::move(read_);
    }

private:
    void read_parameter() {
        const std::string_view piece = up_to_semicolon(rest_);
        rest_.remove_prefix(piece.size());
        std::string_view text = mail::skip_space_and_comments(piece);
        const std::string_view name = text.substr(0, token_length(text));
        text = mail::skip_space_and_comments(text.substr(name.size()));
        if (name.empty() || !text.starts_with('=')) {
            const std::string_view shown = base::trim(piece);
            refuse(shown.empty() ? "a semicolon without a parameter" : shown_value(shown) + " is no name=value",
                   shown.empty() ? piece : shown);
            return;
        }
        text = base::trim(mail::skip_space_and_comments(text.substr(1)));
        read_.parameters.push_back({base::to_lower(name), text, text.starts_with('"')});
        read_value(name, text);
    }

    void read_value(std::string_view name, std::string_view text) {
        const std::string of = std::string(name) + ": ";
        if (text.empty()) return refuse(of + "no value", name);
        if (!text.starts_with('"')) return read_unquoted(of, text);
        const mail::lexical_piece quoted = mail::read_quoted_string(text);
        const std::string_view value = text.substr(0, quoted.length);
        read_.parameters.back().value = value;
        if (!quoted.closed) return refuse(of + "the quotation mark is not closed", text);
        const std::string_view behind = mail::skip_space_and_comments(text.substr(quoted.length));
        if (!behind.empty()) return refuse(of + shown_value(behind) + " stands behind the quotation marks", behind);
        check_octets(of, value);
    }

    void read_unquoted(const std::string& of, std::string_view text) {
        if (holds_encoded_word(text)) return check_octets(of, text);
        const std::size_t length = eight_bit_token_length(text);
        const std::string_view value = text.substr(0, length);
        if (value.empty() || !mail::skip_space_and_comments(text.substr(length)).empty())
            return refuse(of + shown_value(text) + " needs quotation marks", text);
        read_.parameters.back().value = value;
        check_octets(of, value);
    }

    void check_octets(const std::string& of, std::string_view value) {
        using enum parameter_mistake::kind;
        if (holds_encoded_word(value)) {
            read_.mistakes.push_back({encoded_word, of + shown_value(value), value.substr(value.find("=?"))});
            return;
        }
        const auto* above = std::ranges::find_if(value, is_eight_bit);
        if (above == value.end()) return;
        const std::string_view where = value.substr(static_cast<std::size_t>(above - value.begin()));
        read_.mistakes.push_back({eight_bit, of + "octets above 127 in " + shown_value(value), where});
    }

    void refuse(std::string why, std::string_view where) {
        read_.mistakes.push_back({parameter_mistake::kind::grammar, std::move(why), where});
    }

    std::string_view rest_;
    parameter_syntax read_;
};

// Takes a token off the text, and what may stand around it.
bool take_spaced_token(std::string_view& text) {
    text = mail::skip_space_and_comments(text);
    const std::size_t length = token_length(text);
    text = mail::skip_space_and_comments(text.substr(length));
    return length > 0;
}

}  // namespace

const written_parameter* parameter_syntax::find(std::string_view name) const {
    const auto found = std::ranges::find_if(parameters, [&](const written_parameter& one) {
        return std::string_view(one.name).substr(0, one.name.find('*')) == name;
    });
    return found == parameters.end() ? nullptr : &*found;
}

std::string_view main_value(std::string_view raw) { return up_to_semicolon(raw); }

parameter_syntax read_parameter_syntax(std::string_view raw) { return syntax_reader(raw).read(); }

bool is_media_type(std::string_view main) {
    if (!take_spaced_token(main) || !main.starts_with('/')) return false;
    main.remove_prefix(1);
    return take_spaced_token(main) && main.empty();
}

bool is_disposition_type(std::string_view main) { return take_spaced_token(main) && main.empty(); }

}  // namespace mocksmtp::diagnosis
