// How placeholders become words.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/path.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp {

namespace {

struct placeholder_row {
    std::string_view name;
    std::string_view wording::*value;
};

constexpr placeholder_row placeholders[] = {
    {"hostname", &wording::hostname},   {"helo", &wording::helo},
    {"address", &wording::address},     {"path", &wording::path},
    {"argument", &wording::argument},   {"parameter", &wording::parameter},
    {"queue_id", &wording::queue_id},   {"size", &wording::size},
    {"total", &wording::total},         {"verb", &wording::verb},
    {"detail", &wording::detail},       {"line", &wording::line},
    {"refusal", &wording::refusal},     {"version", &wording::version},
    {"user", &wording::user},           {"mechanism", &wording::mechanism},
    {"peer", &wording::peer},           {"peer_ip", &wording::peer_ip},
    {"peer_name", &wording::peer_name}, {"message_id", &wording::message_id},
};

constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string padded(long number, int width, char with) {
    std::string digits = std::to_string(number);
    if (digits.size() < static_cast<std::size_t>(width))
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), with);
    return digits;
}

std::string converted(char how, base::timestamp time) {
    using namespace std::chrono;
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    switch (how) {
        case 'a':
            return std::string(days[weekday(day).c_encoding()]);
        case 'd':
            return padded(static_cast<unsigned>(date.day()), 2, '0');
        case 'e':
            return padded(static_cast<unsigned>(date.day()), 1, '0');
        case 'b':
            return std::string(months[static_cast<unsigned>(date.month()) - 1]);
        case 'Y':
            return padded(static_cast<int>(date.year()), 4, '0');
        case 'H':
            return padded(clock.hours().count(), 2, '0');
        case 'M':
            return padded(clock.minutes().count(), 2, '0');
        case 'S':
            return padded(clock.seconds().count(), 2, '0');
        case 'z':
            return "+0000";
        case 's':
            return std::to_string(floor<seconds>(time).time_since_epoch().count());
        default:
            return {how};
    }
}

std::string date_text(std::string_view format, base::timestamp time) {
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && i + 1 < format.size())
            out += converted(format[++i], time);
        else
            out += format[i];
    }
    return out;
}

constexpr std::size_t short_octets = 64;

// An address whose local part is quoted as the persona does.
std::string requoted(std::string_view address, local_part_quoting how) {
    const std::size_t at = address.rfind('@');
    const std::string_view local = address.substr(0, at);
    const std::string_view rest = at == address.npos ? std::string_view() : address.substr(at);
    std::string made;
    if (how == local_part_quoting::removed && local.size() > 1 && local.front() == '"' && local.back() == '"') {
        for (std::size_t i = 1; i + 1 < local.size(); ++i) {
            if (local[i] == '\\' && i + 2 < local.size()) ++i;
            made += local[i];
        }
    } else if (how == local_part_quoting::as_needed) {
        for (const char c : local) {
            if (!base::is_alphanumeric(c) && std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) == std::string_view::npos)
                made += '\\';
            made += c;
        }
        if (made != local) made = '"' + made + '"';
    } else {
        made = local;
    }
    return made += rest;
}

// With "..." in the place of the middle.
std::string shortened(std::string_view text, std::size_t most) {
    constexpr std::string_view dots = "...";
    if (most <= dots.size() || text.size() <= most) return std::string(text);
    const std::size_t half = (most - dots.size()) / 2;
    return std::string(text.substr(0, half)).append(dots).append(text.substr(text.size() - half));
}

std::string value_of(std::string_view placeholder, const wording& words) {
    if (placeholder.starts_with("date:"))
        return words.time ? date_text(placeholder.substr(5), *words.time) : std::string();
    if (placeholder == "short_hostname") return std::string(words.hostname.substr(0, words.hostname.find('.')));
    if (placeholder == "domain") return std::string(domain_of(words.address));
    if (placeholder == "short_address") return std::string(words.address.substr(0, short_octets));
    const bool local = placeholder == "local_part";
    if (local || placeholder == "address") {
        const std::string address = requoted(words.address, words.echo.quoting);
        return shortened(local ? address.substr(0, address.rfind('@')) : address, words.echo.most_octets);
    }
    for (const placeholder_row& row : placeholders) {
        if (row.name == placeholder) return shortened(words.*row.value, words.echo.most_octets);
    }
    return {};
}

// Octets that would break the reply's framing or are no text become "?": they come from the client.
void append_safely(std::string& out, std::string_view text, bool controls) {
    for (const char c : text) out += c == '\n' || (base::is_control(c) && !controls) ? '?' : c;
}

}  // namespace

bool reply_template::names_anything_but(std::string_view placeholder) const {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        std::size_t at = line.find('{');
        while (at != std::string::npos && !placeholder.empty() &&
               line.compare(at, placeholder.size(), placeholder) == 0)
            at = line.find('{', at + 1);
        return at != std::string::npos;
    });
}

std::vector<std::string_view> placeholder_names() {
    std::vector<std::string_view> names = {"short_hostname", "domain", "local_part", "short_address", "date:"};
    names.reserve(names.size() + std::size(placeholders));
    for (const placeholder_row& row : placeholders) names.push_back(row.name);
    return names;
}

std::string filled(std::string_view text, const wording& words) {
    if (text.find('{') == std::string_view::npos) return std::string(text);
    std::string out;
    while (true) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) return out;
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) return out += text.substr(open);
        append_safely(out, value_of(text.substr(open + 1, close - open - 1), words), words.echo.controls);
        text.remove_prefix(close + 1);
    }
}

reply filled(const reply_template& from, const wording& words) {
    reply said{.code = from.code, .enhanced = from.enhanced, .hang_up = from.hang_up};
    auto& lines = said.lines.edit();
    lines.reserve(from.lines.size());
    for (const std::string& line : from.lines) lines.push_back(filled(line, words));
    return said;
}

reply_template words_from(std::string_view text) {
    if (text.empty()) return {.code = 0, .enhanced = {}, .lines = {}};
    auto read = parse_reply(text);
    if (!read) throw std::logic_error("no reply: " + std::string(text));
    return {.code = read->code, .enhanced = read->enhanced, .lines = std::move(read->lines)};
}

}  // namespace mocksmtp::smtp
