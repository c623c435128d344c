#include "mocksmtp/mail/content_line.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {

namespace {

// A line ends in CRLF or LF; some libraries put further CRs in front.
std::string_view take_line(std::string_view& text) {
    const std::size_t lf = text.find('\n');
    std::string_view line = text.substr(0, lf);
    text.remove_prefix(lf == std::string_view::npos ? text.size() : lf + 1);
    while (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// Where the first fold stands; the text's size if there is none.
std::size_t find_fold(std::string_view text) {
    for (std::size_t lf = text.find('\n'); lf != std::string_view::npos; lf = text.find('\n', lf + 1)) {
        const bool fold = lf + 1 < text.size() && (text[lf + 1] == ' ' || text[lf + 1] == '\t');
        if (!fold) continue;
        while (lf > 0 && text[lf - 1] == '\r') --lf;
        return lf;
    }
    return text.size();
}

// Of the fold that the text begins with: a line end and a blank.
std::size_t fold_length(std::string_view text) { return text.find('\n') + 2; }

bool has_wide_characters(std::string_view octets) { return octets.find('\0') != std::string_view::npos; }

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

std::string unfold_content(std::string_view octets) {
    if (has_wide_characters(octets)) return std::string(octets);
    std::string whole;
    whole.reserve(octets.size());
    while (true) {
        const std::size_t fold = find_fold(octets);
        whole += octets.substr(0, fold);
        if (fold == octets.size()) return whole;
        octets.remove_prefix(fold + fold_length(octets.substr(fold)));
    }
}

std::size_t folded_offset(std::string_view octets, std::size_t unfolded) {
    if (has_wide_characters(octets)) return unfolded;
    std::size_t offset = 0;
    while (true) {
        const std::string_view rest = octets.substr(offset);
        const std::size_t fold = find_fold(rest);
        if (fold > unfolded || fold == rest.size()) return offset + unfolded;
        offset += fold + fold_length(rest.substr(fold));
        unfolded -= fold;
    }
}

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
