#include "mocksmtp/diagnosis/flaw.hpp"

#include <algorithm>
#include <cstddef>

#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::size_t longest_quote = 48;  // octets

}  // namespace

std::string quoted(std::string_view text) {
    const std::string_view first = base::cut(base::trim(text), longest_quote);
    return '"' + base::printable(mail::unfold(first)) + (first.size() < base::trim(text).size() ? "..." : "") + '"';
}

std::string quoted_field(std::string_view line) {
    const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
    if (blanks == 0 || mail::field_name_length(line.substr(blanks)) == 0) return quoted(line);
    const std::string_view shown = base::cut(line, longest_quote);
    return '"' + base::printable(shown) + (shown.size() < line.size() ? "..." : "") + "\" begins with white space";
}

std::string shown_value(std::string_view raw) {
    raw = base::trim(raw);
    if (raw.size() > 1 && raw.starts_with('"') && raw.ends_with('"')) raw = raw.substr(1, raw.size() - 2);
    return quoted(raw);
}

std::string about(const mail::header_field& field, std::string_view what) {
    std::string said(base::cut(field.name, longest_quote));
    said += ": ";
    said += what;
    return said;
}

}  // namespace mocksmtp::diagnosis
