#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr auto injection = base::diagnostic_code::header_injection;

constexpr std::size_t longest_name = 80;  // octets that are looked at

// The name of the field that the text begins with; empty if it begins with none.
std::string_view injected_name(std::string_view text) {
    return text.substr(0, mail::field_name_length(text.substr(0, longest_name)));
}

// Bare line ends are told elsewhere; among those of CRLF, a field behind one came with somebody's input.
bool lines_end_in_crlf(std::string_view header) {
    std::size_t paired = 0;
    std::size_t bare = 0;
    for (std::size_t lf = header.find('\n'); lf != std::string_view::npos; lf = header.find('\n', lf + 1))
        ++(lf > 0 && header[lf - 1] == '\r' ? paired : bare);
    return bare > 0 && paired >= bare;
}

void diagnose_bare_lf(const mail::view& message, findings& found) {
    const std::string_view bytes = message.bytes();
    if (!lines_end_in_crlf(bytes.substr(0, message.body_offset()))) return;
    const mail::header_field* before = nullptr;
    for (const mail::header_field& field : message.headers()) {
        const std::size_t at = field.offset;
        const bool bare = at > 0 && bytes[at - 1] == '\n' && !(at > 1 && bytes[at - 2] == '\r');
        if (bare && before != nullptr)
            found.add(injection, about(*before, "a bare LF, then " + quoted(field.name)), bytes.substr(at - 1));
        before = &field;
    }
}

void diagnose_bare_cr(const mail::header_field& field, findings& found) {
    const std::string_view raw = field.raw;
    for (std::size_t at = raw.find('\r'); at != std::string_view::npos; at = raw.find('\r', at)) {
        const std::size_t next = std::min(raw.find_first_not_of('\r', at), raw.size());
        if (const std::string_view name = injected_name(raw.substr(next)); !name.empty())
            found.add(injection, about(field, "a bare CR, then " + quoted(name)), raw.substr(at));
        at = next;
    }
}

// Octets of the line end that the text spells out: %0d%0a in a URL's manner, \r\n in that of a program.
std::size_t spelled_line_ends(std::string_view text) {
    constexpr std::string_view spellings[] = {"%0d", "%0a", "\\r", "\\n"};
    std::size_t length = 0;
    while (true) {
        const auto* found = std::ranges::find_if(
            spellings, [&](std::string_view one) { return base::istarts_with(text.substr(length), one); });
        if (found == std::end(spellings)) return length;
        length += found->size();
    }
}

// A line end is rightly spelled out where text is data: in JSON, which programs hand to each other in fields of their
// own, and in a URI, of which a mailto one may hold the header and the lines of a mail (RFC 6068 section 5). The fields
// of mailing lists hold URIs (RFC 2369), folded where it suits.
bool carries_data(const mail::header_field& field) {
    const std::string_view value = base::trim(field.raw);
    const bool json = value.starts_with('{') || value.starts_with('[');
    return base::istarts_with(field.name, "List-") || (json && find_known_field(field.name) == no_known_field);
}

bool begins_with_uri(std::string_view text) {
    constexpr std::string_view schemes[] = {"mailto:", "https://", "http://"};
    return std::ranges::any_of(schemes, [&](std::string_view one) { return base::istarts_with(text, one); });
}

void diagnose_spelled(const mail::header_field& field, findings& found) {
    if (carries_data(field)) return;
    const std::string_view raw = field.raw;
    std::size_t word = 0;  // where the one begins that is looked at
    std::size_t seen = 0;
    for (std::size_t at = raw.find_first_of("%\\"); at != std::string_view::npos; at = raw.find_first_of("%\\", at)) {
        const std::size_t gap = raw.substr(seen, at - seen).find_last_of(" \t\r\n<\"");
        if (gap != std::string_view::npos) word = seen + gap + 1;
        seen = at;
        const std::size_t length = spelled_line_ends(raw.substr(at));
        const std::string_view name = length == 0 ? "" : injected_name(raw.substr(at + length));
        if (find_known_field(name) != no_known_field && !begins_with_uri(raw.substr(word)))
            found.add(injection, about(field, quoted(raw.substr(at, length)) + ", then " + quoted(name)),
                      raw.substr(at));
        at += std::max<std::size_t>(length, 1);
    }
}

}  // namespace

void diagnose_header_injection(const mail::view& message, findings& found) {
    diagnose_bare_lf(message, found);
    for (const mail::header_field& field : message.headers()) {
        if (!found.wants(injection)) return;
        diagnose_bare_cr(field, found);
        diagnose_spelled(field, found);
    }
}

}  // namespace mocksmtp::diagnosis
