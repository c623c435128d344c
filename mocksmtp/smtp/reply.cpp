#include "mocksmtp/smtp/reply.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace mocksmtp::smtp {

namespace {

// The number at the front of `text`, which loses it; nothing where there are no digits or more than `most`.
std::optional<std::uint16_t> take_number(std::string_view& text, std::size_t most) {
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + std::min(text.size(), most), number);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

// "4.7.1 " at the front; leaves `text` alone where it is none (RFC 3463 2).
std::optional<enhanced_code> take_enhanced(std::string_view& text) {
    std::string_view rest = text;
    const auto status_class = take_number(rest, 1);
    if (!status_class || (*status_class != 2 && *status_class != 4 && *status_class != 5)) return std::nullopt;
    if (!take(rest, '.')) return std::nullopt;
    const auto subject = take_number(rest, 3);
    if (!subject || !take(rest, '.')) return std::nullopt;
    const auto detail = take_number(rest, 3);
    if (!detail || !(rest.empty() || take(rest, ' '))) return std::nullopt;
    text = rest;
    return enhanced_code{*status_class, *subject, *detail};
}

constexpr std::size_t enhanced_room = 17;  // three numbers of up to five digits, two dots

char* put_number(char* to, std::uint16_t number) {
    if (number > 9) return std::to_chars(to, to + 5, number).ptr;
    *to = static_cast<char>('0' + number);
    return to + 1;
}

char* put_text(char* to, const enhanced_code& code) {
    to = put_number(to, code.status_class);
    *to++ = '.';
    to = put_number(to, code.subject);
    *to++ = '.';
    return put_number(to, code.detail);
}

}  // namespace

std::string enhanced_code::text() const {
    char text[enhanced_room];
    return {text, put_text(text, *this)};
}

void append_wire(std::string& out, const reply& what) {
    if (!what.raw.empty()) {
        out += what.raw.view();
        return;
    }
    constexpr std::size_t short_line = 128;
    char front[12 + enhanced_room + 1 + short_line + 2];  // an int of any value fits
    char* const separator = std::to_chars(std::begin(front), std::end(front), what.code).ptr;
    char* end = separator + 1;
    if (what.enhanced) {
        end = put_text(end, *what.enhanced);
        *end++ = ' ';
    }
    const auto front_size = static_cast<std::size_t>(end - front);
    const std::size_t count = what.lines.empty() ? 1 : what.lines.size();
    if (count == 1 && (what.lines.empty() || what.lines[0].size() <= short_line)) {  // nearly always
        *separator = ' ';
        if (!what.lines.empty()) end = std::copy(what.lines[0].begin(), what.lines[0].end(), end);
        *end++ = '\r';
        *end++ = '\n';
        out.append(front, static_cast<std::size_t>(end - front));
        return;
    }
    std::size_t total = count * (front_size + 2);
    for (const std::string& line : what.lines) total += line.size();
    out.reserve(out.size() + total);
    for (std::size_t i = 0; i < count; ++i) {
        *separator = i + 1 == count ? ' ' : '-';
        out.append(front, front_size);
        if (!what.lines.empty()) out += what.lines[i];
        out += "\r\n";
    }
}

std::string wire(const reply& what) {
    std::string out;
    append_wire(out, what);
    return out;
}

std::string wire_text(const reply& what) {
    std::string text = wire(what);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

reply raw_reply(std::string octets) {
    std::string_view text = octets;
    const auto code = take_number(text, 3);
    const bool readable = code && octets.size() - text.size() == 3 && is_reply_code(*code);
    return {.code = readable ? *code : reply{}.code, .enhanced = std::nullopt, .lines = {}, .raw = std::move(octets)};
}

std::optional<reply> parse_reply(std::string_view text) {
    reply parsed;
    const auto code = take_number(text, 3);
    if (!code || !is_reply_code(*code) || !(text.empty() || take(text, ' '))) return std::nullopt;
    parsed.code = *code;
    parsed.enhanced = take_enhanced(text);
    auto& lines = parsed.lines.edit();
    while (true) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parsed;
        text.remove_prefix(end + 1);
    }
}

}  // namespace mocksmtp::smtp
