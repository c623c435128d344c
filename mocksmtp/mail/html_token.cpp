#include "mocksmtp/mail/html_token.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view spaces = " \t\r\n\f";

// Elements whose content is no markup, and not to be read either.
bool has_raw_text(std::string_view element) {
    constexpr std::array<std::string_view, 8> names = {"script", "style",  "title",   "textarea",
                                                       "xmp",    "iframe", "noembed", "noframes"};
    return std::ranges::find(names, element) != names.end();
}

std::string_view take(std::string_view& from, std::size_t length) {
    const std::string_view taken = from.substr(0, length);
    from.remove_prefix(taken.size());
    return taken;
}

}  // namespace

std::optional<std::string_view> html_token::find(std::string_view attribute) const {
    const auto found = std::ranges::find(attributes, attribute, &html_attribute::name);
    if (found == attributes.end()) return std::nullopt;
    return found->value;
}

std::optional<html_token> html_reader::next() {
    while (!rest_.empty()) {
        // A "<" before anything but these is text.
        std::size_t end = rest_.find('<');
        while (end < rest_.size() &&
               (end + 1 == rest_.size() || (!base::is_alpha(rest_[end + 1]) && rest_[end + 1] != '/' &&
                                            rest_[end + 1] != '!' && rest_[end + 1] != '?'))) {
            end = rest_.find('<', end + 1);
        }
        if (end != 0) return html_token{.what = html_token::kind::text, .text = take(rest_, end)};
        if (auto tag = read_markup()) return tag;
    }
    return std::nullopt;
}

// At "<" and something that makes it markup; nothing for what is passed over.
std::optional<html_token> html_reader::read_markup() {
    if (rest_.starts_with("<!--")) {
        rest_.remove_prefix(2);  // the dashes may be those of the end too: "<!-->"
        skip_comment();
        return std::nullopt;
    }
    if (base::is_alpha(rest_[1])) {
        rest_.remove_prefix(1);
        return read_tag(html_token::kind::start_tag);
    }
    if (rest_[1] == '/' && rest_.size() > 2 && base::is_alpha(rest_[2])) {
        rest_.remove_prefix(2);
        return read_tag(html_token::kind::end_tag);
    }
    skip_behind(">");
    return std::nullopt;
}

std::optional<html_token> html_reader::read_tag(html_token::kind what) {
    html_token made{.what = what};
    made.name = base::to_lower(take(rest_, rest_.find_first_of(" \t\r\n\f/>")));
    while (read_attribute(made)) continue;
    if (rest_.empty()) return std::nullopt;  // the tag never ends
    rest_.remove_prefix(1);
    if (what == html_token::kind::start_tag && has_raw_text(made.name)) made.content = take_raw_text(made.name);
    return made;
}

// False at the end of the tag.
bool html_reader::read_attribute(html_token& to) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n\f/"), rest_.size()));
    if (rest_.empty() || rest_.front() == '>') return false;
    // An equals sign in front belongs to the name, as browsers have it.
    html_attribute made{.name = base::to_lower(take(rest_, rest_.find_first_of(" \t\r\n\f/>=", 1))), .value = {}};
    const std::size_t next = std::min(rest_.find_first_not_of(spaces), rest_.size());
    if (next < rest_.size() && rest_[next] == '=') {
        rest_.remove_prefix(next + 1);
        made.value = read_value();
    }
    to.attributes.push_back(std::move(made));
    return true;
}

std::string_view html_reader::read_value() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(spaces), rest_.size()));
    if (rest_.empty()) return {};
    const char quote = rest_.front();
    if (quote != '"' && quote != '\'') return take(rest_, rest_.find_first_of(" \t\r\n\f>"));
    rest_.remove_prefix(1);
    const std::string_view value = take(rest_, rest_.find(quote));
    if (!rest_.empty()) rest_.remove_prefix(1);
    return value;
}

// HTML section 13.2.5.51: "--!>" ends one too, but not with the dashes of its start.
void html_reader::skip_comment() {
    constexpr std::string_view dashes = "--";
    std::size_t at = rest_.find(dashes);
    for (; at != rest_.npos; at = rest_.find(dashes, at + 1)) {
        const std::string_view behind = rest_.substr(at + dashes.size());
        if (behind.starts_with('>') || (at >= dashes.size() && behind.starts_with("!>"))) break;
    }
    rest_.remove_prefix(std::min(at, rest_.size()));
    skip_behind(">");
}

void html_reader::skip_behind(std::string_view end) {
    const std::size_t at = rest_.find(end);
    rest_.remove_prefix(at == rest_.npos ? rest_.size() : at + end.size());
}

std::string_view html_reader::take_raw_text(std::string_view element) {
    constexpr std::string_view opening = "</";
    std::size_t end = rest_.find(opening);
    while (end < rest_.size() && !base::istarts_with(rest_.substr(end + opening.size()), element))
        end = rest_.find(opening, end + opening.size());
    return take(rest_, end);
}

}  // namespace mocksmtp::mail
