#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "mocksmtp/diagnosis/header.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::size_t preferred_line = 78;  // characters without the line end (RFC 5322 2.1.1, RFC 6532 3.4)

std::string_view first_line(std::string_view text) {
    std::string_view line = text.substr(0, text.find('\n'));
    while (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

void diagnose_syntax(const mail::view& message, findings& found) {
    using enum base::diagnostic_code;
    const std::string_view bytes = message.bytes();
    const std::size_t end = message.body_offset();
    if (bytes.starts_with("From ")) found.add(header_syntax, "line 1 is the \"From \" line of an mbox file", bytes);
    if (header_is_closed(message) || (end == 0 && bytes.starts_with("From "))) return;
    const auto line = 1 + std::ranges::count(bytes.substr(0, end), '\n');
    const std::string_view wrong = bytes.substr(end);
    found.add(header_syntax, "line " + std::to_string(line) + ": " + quoted_field(first_line(wrong)), wrong);
}

std::size_t characters(std::string_view line) {
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Each is told once of a field, where it is first.
void diagnose_lines_of(const mail::header_field& field, findings& found) {
    using enum base::diagnostic_code;
    const char* const end = field.raw.data() + field.raw.size();
    std::string_view rest{field.name.data(), static_cast<std::size_t>(end - field.name.data())};
    bool blank_told = !found.wants(header_fold_blank);
    bool long_told = !found.wants(header_line_over_78);
    while (!blank_told || !long_told) {
        const std::string_view line = first_line(rest);
        if (!blank_told && line.find_first_not_of(" \t") == std::string_view::npos) {
            found.add(header_fold_blank, about(field, "a folded line is blank"), rest);
            blank_told = true;
        }
        if (!long_told && line.size() > preferred_line && characters(line) > preferred_line) {
            found.add(header_line_over_78, about(field, std::to_string(characters(line)) + " characters"), rest);
            long_told = true;
        }
        const std::size_t lf = rest.find('\n');
        if (lf == std::string_view::npos) return;
        rest.remove_prefix(lf + 1);
    }
}

}  // namespace

void diagnose_space_before_colon(const mail::header_field& field, findings& found) {
    const char* const behind_name = field.name.data() + field.name.size();
    if (behind_name + 1 == field.raw.data()) return;
    found.add(base::diagnostic_code::header_space_before_colon, about(field, "white space before the colon"),
              {behind_name, 1});
}

void diagnose_header_lines(const mail::view& message, findings& found) {
    diagnose_syntax(message, found);
    for (const mail::header_field& field : message.headers()) {
        diagnose_space_before_colon(field, found);
        diagnose_lines_of(field, found);
    }
}

}  // namespace mocksmtp::diagnosis
