#include "mocksmtp/mail/content_line.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {

namespace {

std::string_view take_line(std::string_view& text) {
    const std::size_t lf = text.find('\n');
    std::string_view line = text.substr(0, lf);
    text.remove_prefix(lf == std::string_view::npos ? text.size() : lf + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// RFC 6868 section 3.
std::string without_carets(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '^' && i + 1 < text.size() ? text[i + 1] : '\0';
        const char meant = next == 'n' ? '\n' : next == '\'' ? '"' : next == '^' ? '^' : '\0';
        plain += meant == '\0' ? text[i] : meant;
        if (meant != '\0') ++i;
    }
    return plain;
}

// Up to one of the stops outside quotes, which stays unread; quotes go.
std::string take_until(std::string_view& text, std::string_view stops) {
    std::string taken;
    bool quoted = false;
    while (!text.empty() && (quoted || stops.find(text.front()) == std::string_view::npos)) {
        if (text.front() == '"')
            quoted = !quoted;
        else
            taken += text.front();
        text.remove_prefix(1);
    }
    return taken;
}

}  // namespace

std::string take_unfolded_line(std::string_view& text) {
    std::string whole(take_line(text));
    while (text.starts_with(' ') || text.starts_with('\t')) whole += take_line(text).substr(1);
    return whole;
}

content_line take_content_line(std::string_view& text) {
    const std::string whole = take_unfolded_line(text);
    std::string_view rest = whole;
    content_line line;
    line.name = base::to_lower(take_until(rest, ";:"));
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        parameter one{base::to_lower(take_until(rest, "=;:")), {}};
        if (rest.starts_with('=')) {
            rest.remove_prefix(1);
            one.value = without_carets(take_until(rest, ";:"));
        }
        line.parameters.push_back(std::move(one));
    }
    if (rest.empty()) return {};
    line.value = rest.substr(1);
    return line;
}

}  // namespace mocksmtp::mail
