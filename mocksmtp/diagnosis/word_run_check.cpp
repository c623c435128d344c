#include "mocksmtp/diagnosis/word_run_check.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/mail/charset.hpp"

namespace mocksmtp::diagnosis {

namespace {

bool is_broken(const decoded_word& word) { return mail::first_undecodable(word.octets, word.charset).has_value(); }

// The field name behind the first line end of the text that has one behind it; empty if none has.
std::string_view field_behind_line_end(std::string_view text) {
    constexpr std::size_t longest_name = 80;
    for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
         at = text.find_first_of("\r\n", at)) {
        at = std::min(text.find_first_not_of("\r\n", at), text.size());
        const std::size_t length = mail::field_name_length(text.substr(at, longest_name));
        if (length > 0) return text.substr(at, length);
    }
    return {};
}

void check_text(const mail::header_field& field, std::string_view text, std::string_view where, findings& found) {
    using enum base::diagnostic_code;
    const auto* control =
        std::ranges::find_if(text, [](char c) { return (c >= '\0' && c < ' ' && c != '\t') || c == '\x7F'; });
    if (control == text.end()) return;
    if (const std::string_view name = field_behind_line_end(text); !name.empty()) {
        found.add(header_injection, about(field, "an encoded line end, then " + quoted(name)), where);
    } else {
        found.add(header_control_character, about(field, "encoded " + base::printable({control, 1})), where);
    }
}

}  // namespace

void check_word_run(const mail::header_field& field, const std::vector<decoded_word>& run, findings& found) {
    using enum base::diagnostic_code;
    const decoded_word& first = run.front();
    std::string together;
    for (const decoded_word& word : run) together += word.octets;
    const mail::decoded_text decoded = mail::decode_charset(together, first.charset);
    if (!decoded.charset_known)
        return found.add(charset_unknown, about(field, "charset " + quoted(first.charset)), first.source);
    check_text(field, decoded.text, first.source, found);
    const auto broken = std::ranges::find_if(run, is_broken);
    if (broken == run.end()) return;
    const bool whole = run.size() > 1 && !is_broken({first.charset, together, first.source});
    found.add(whole ? encoded_word_splits_character : charset_wrong, about(field, quoted(broken->source)),
              broken->source);
}

}  // namespace mocksmtp::diagnosis
