#include "mocksmtp/smtp/path.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/domain.hpp"

namespace mocksmtp::smtp {

namespace {

// Letters, digits, everything beyond ASCII (RFC 6531 3.3) and these marks. Looked up: every octet of every path is
// asked.
constexpr std::array<bool, 256> letters_and(std::string_view marks) {
    std::array<bool, 256> made{};
    for (unsigned c = 0; c < made.size(); ++c) made[c] = c >= 0x80 || base::is_alphanumeric(static_cast<char>(c));
    for (const char c : marks) made[static_cast<unsigned char>(c)] = true;
    return made;
}

constexpr std::array<bool, 256> atext = letters_and("!#$%&'*+-/=?^_`{|}~");  // RFC 5322 3.2.3
constexpr std::array<bool, 256> of_domain = letters_and("-_.");
bool is_atext(unsigned char c) { return atext[c]; }

// How many octets of `text` are a quoted string; 0: none or unfinished.
std::size_t quoted_length(std::string_view text) {
    if (!text.starts_with('"')) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') return i + 1;
        if (text[i] == '\\') ++i;
        if (i == text.size() || base::is_control(text[i])) return 0;
    }
    return 0;
}

// How many octets of `text` are a local part that somebody may have meant; quotes may hold anything.
std::size_t local_length(std::string_view text) {
    if (const std::size_t quoted = quoted_length(text)) return quoted;
    std::size_t i = 0;
    while (i < text.size() &&
           (is_atext(static_cast<unsigned char>(text[i])) || text[i] == '.' || text[i] == ':' || text[i] == '(' ||
            text[i] == ')' || text[i] == ';' || text[i] == '[' || text[i] == ']' || text[i] == '\\'))
        ++i;
    return i;
}

bool is_dot_string(std::string_view local) {
    if (local.empty() || local.front() == '.' || local.back() == '.') return false;
    for (std::size_t i = 0; i < local.size(); ++i) {
        if (local[i] == '.' ? local[i - 1] == '.' : !is_atext(static_cast<unsigned char>(local[i]))) return false;
    }
    return true;
}

// How many octets of `text` are a domain: an address literal, or letters, digits, hyphens, underscores and dots.
std::size_t domain_length(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos || end == 1) return 0;
        const std::string_view literal = text.substr(1, end - 1);
        return std::all_of(literal.begin(), literal.end(),
                           [](char c) {
                               return base::is_alphanumeric(static_cast<char>(c)) || c == '.' || c == ':' || c == '-';
                           })
                   ? end + 1
                   : 0;
    }
    std::size_t i = 0;
    while (i < text.size() && of_domain[static_cast<unsigned char>(text[i])]) ++i;
    if (i == 0 || text[0] == '.' || text.substr(0, i).find("..") != std::string_view::npos) return 0;
    return i;
}

// "@a,@b:" at the front (4.1.1.3); `text` loses it.
bool take_source_route(std::string_view& text) {
    std::string_view rest = text;
    while (rest.starts_with('@')) {
        rest.remove_prefix(1);
        const std::size_t length = domain_length(rest);
        if (length == 0) return false;
        rest.remove_prefix(length);
        if (rest.starts_with(':')) {
            text = rest.substr(1);
            return true;
        }
        if (!rest.starts_with(',')) return false;
        rest.remove_prefix(1);
    }
    return false;
}

// An address at the front of `text`, which loses it: local part, and a domain if there is an "@".
bool take_address(std::string_view& text, std::size_t offset, parsed_path& into) {
    const std::size_t local = local_length(text);
    if (local == 0) return false;
    const std::string_view local_part = text.substr(0, local);
    if (local_part[0] != '"' && !is_dot_string(local_part))
        into.notes.push_back({base::diagnostic_code::local_part_not_dot_string, {}, offset});
    std::size_t length = local;
    if (length < text.size() && text[length] == '@') {
        const std::size_t domain = domain_length(text.substr(length + 1));
        if (domain == 0) return false;
        if (local > 64 || domain > 255 || local + domain > 253)
            into.notes.push_back({base::diagnostic_code::path_too_long, {}, offset});
        const std::string_view name = text.substr(length + 1, domain);
        if (!is_domain_name(name) && !is_address_literal(name))
            into.notes.push_back(
                {base::diagnostic_code::address_domain_invalid, std::string(name), offset + length + 1});
        length += 1 + domain;
    } else {
        into.notes.push_back({base::diagnostic_code::address_without_domain, {}, offset});
    }
    into.address = text.substr(0, length);
    into.ascii = base::is_ascii(into.address);
    if (!into.ascii && !base::is_utf8(into.address))
        into.notes.push_back({base::diagnostic_code::address_not_utf8, {}, offset});
    text.remove_prefix(length);
    return true;
}

// "<...>" at the front of `rest`, which loses it; false where it is not whole.
bool take_bracketed(std::string_view& rest, std::size_t offset, parsed_path& into) {
    rest.remove_prefix(1);
    ++offset;
    if (!rest.starts_with('>')) {
        const std::size_t before = rest.size();
        if (take_source_route(rest)) into.notes.push_back({base::diagnostic_code::source_route, {}, offset});
        if (!take_address(rest, offset + before - rest.size(), into) || !rest.starts_with('>')) return false;
    }
    rest.remove_prefix(1);
    return true;
}

}  // namespace

std::optional<parsed_path> take_path(std::string_view& rest, std::size_t offset) {
    std::optional<parsed_path> made(std::in_place);
    parsed_path& parsed = *made;
    if (rest.starts_with(' ') || rest.starts_with('\t')) {
        parsed.notes.push_back({base::diagnostic_code::space_after_colon, {}, offset});
        parsed.space_before = true;
        const std::size_t spaces = std::min(rest.find_first_not_of(" \t"), rest.size());
        rest.remove_prefix(spaces);
        offset += spaces;
    }
    const std::string_view whole = rest;
    const auto ends_here = [&] { return rest.empty() || rest.front() == ' ' || rest.front() == '\t'; };
    if (rest.starts_with('<')) {
        if (!take_bracketed(rest, offset, parsed)) return std::nullopt;
    } else {
        parsed.notes.push_back({base::diagnostic_code::bare_address, {}, offset});
        if (!take_address(rest, offset, parsed)) return std::nullopt;
    }
    if (!ends_here()) return std::nullopt;
    parsed.written = whole.substr(0, whole.size() - rest.size());
    return made;
}

std::string_view domain_of(std::string_view address) {
    const std::size_t at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

bool is_ehlo_name(std::string_view name) {
    if (name.starts_with('[')) return is_address_literal(name);
    return name.find('.') != std::string_view::npos && base::is_ascii(name) && is_domain_name(name);
}

}  // namespace mocksmtp::smtp
