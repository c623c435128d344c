#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"
#include "mocksmtp/diagnosis/word_places.hpp"
#include "mocksmtp/diagnosis/word_run_check.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/encoded_word.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::size_t longest_word = 75;  // RFC 2047 section 2

struct placed_word {
    mail::encoded_word word;
    std::string_view source;
    std::string_view in_front;  // of it, in its stretch
    std::string_view behind;
};

// A URL may hold "=?" too: a word is one of an encoding there is, or of a charset there is.
bool is_meant(const placed_word& one) {
    const auto in_charset = [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
    const mail::encoded_word& word = one.word;
    if (word.charset.empty() || !std::ranges::all_of(word.charset, in_charset)) return false;
    const bool encoding_known = word.encoding == 'q' || word.encoding == 'b';
    if (word.closed && encoding_known) return true;
    const bool begins = one.in_front.empty() || base::is_space(one.in_front.back());
    return begins && base::is_alpha(word.encoding) && mail::decode_charset({}, word.charset).charset_known;
}

// Why the word cannot be decoded; nullopt if it can.
std::optional<std::string_view> breakage(const mail::encoded_word& word) {
    if (word.encoding != 'q' && word.encoding != 'b') return "has no encoding B or Q";
    if (!word.closed) return "is not closed";
    if (std::ranges::any_of(word.payload, base::is_space)) return "holds white space";
    if (word.encoding == 'q' && !mail::decode_payload(word)) return "has no two hex digits behind an equals sign";
    if (word.encoding == 'b' && !base::decode_base64_leniently(word.payload).intact) return "is no proper base64";
    return std::nullopt;
}

bool is_glued(const placed_word& one, word_place place) {
    const auto parts = base::is_space;
    const char front = one.in_front.empty() ? ' ' : one.in_front.back();
    const char behind = one.behind.empty() ? ' ' : one.behind.front();
    if (place == word_place::comment) return !(parts(front) || front == '(') || !(parts(behind) || behind == ')');
    if (place == word_place::phrase)
        return !(parts(front) || front == ',' || front == ':') || !(parts(behind) || behind == ',' || behind == ':');
    return !parts(front) || !parts(behind);
}

class word_checker {
public:
    word_checker(const mail::header_field& field, findings& found) : field_(field), found_(found) {}

    void check() {
        std::string_view rest = field_.raw;
        const field_form form = form_of(field_.name);
        while (!rest.empty()) {
            const word_stretch stretch = take_stretch(form, rest);
            check_stretch(stretch, rest);
            finish_run();
        }
    }

private:
    void check_stretch(const word_stretch& stretch, std::string_view next) {
        const std::string_view text = stretch.text;
        for (std::size_t at = text.find("=?"); at != std::string_view::npos; at = text.find("=?", at)) {
            const auto word = mail::read_encoded_word(text.substr(at));
            if (!word) {
                ++at;
                continue;
            }
            placed_word one{*word, text.substr(at, word->length), text.substr(0, at), text.substr(at + word->length)};
            if (one.behind.empty()) one.behind = next;  // a word may be glued to an address, too
            const bool meant = is_meant(one);
            if (meant) check_word(one, stretch.place);
            at += meant ? word->length : 2;
        }
    }

    void check_word(const placed_word& one, word_place place) {
        using enum base::diagnostic_code;
        const auto tell = [&](base::diagnostic_code code, std::string_view why) {
            found_.add(code, about(field_, quoted(one.source) + std::string(why)), one.source);
        };
        if (one.word.closed && one.source.size() > longest_word)
            found_.add(encoded_word_too_long, about(field_, std::to_string(one.source.size()) + " characters"),
                       one.source);
        if (place == word_place::quoted || place == word_place::forbidden) {
            tell(encoded_word_misplaced, place == word_place::quoted ? " in a quoted string" : "");
        } else if (is_glued(one, place)) {
            tell(encoded_word_misplaced, " is glued to other text");
        }
        const auto why = breakage(one.word);
        if (why) return tell(encoded_word_broken, " " + std::string(*why));
        add_to_run(one);
    }

    void add_to_run(const placed_word& one) {
        const char* const begin = one.source.data();
        if (!run_.empty()) {
            const decoded_word& last = run_.back();
            const char* const end = last.source.data() + last.source.size();
            const std::string_view between{end, static_cast<std::size_t>(begin - end)};
            const bool neighbours = base::trim(between).empty() && base::iequals(last.charset, one.word.charset);
            if (!neighbours) finish_run();
        }
        run_.push_back({one.word.charset, mail::decode_payload(one.word).value_or(std::string()), one.source});
    }

    void finish_run() {
        if (!run_.empty()) check_word_run(field_, run_, found_);
        run_.clear();
    }

    const mail::header_field& field_;
    findings& found_;
    std::vector<decoded_word> run_;
};

}  // namespace

void diagnose_header_words(const header_fields& fields, findings& found) {
    for (const mail::header_field& field : fields) {
        if (field.raw.find("=?") == std::string_view::npos || form_of(field.name) == field_form::parameters) continue;
        word_checker(field, found).check();
    }
}

}  // namespace mocksmtp::diagnosis
