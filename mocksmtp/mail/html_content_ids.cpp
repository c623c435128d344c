#include "mocksmtp/mail/html_content_ids.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/html_entity.hpp"
#include "mocksmtp/mail/html_token.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view scheme = "cid:";

// The Content-ID that a URL names; nothing if it is no such URL.
std::optional<std::string> content_id_of_url(std::string_view url) {
    if (!base::istarts_with(url, scheme)) return std::nullopt;
    std::string id;
    for (std::size_t i = scheme.size(); i < url.size(); ++i) {
        const auto octet = url[i] == '%' ? hex_octet(url.substr(i + 1, 2)) : std::nullopt;
        id += octet.value_or(url[i]);
        if (octet) i += 2;
    }
    return id;
}

// Attributes that are one URL each, of whatever element.
constexpr std::array<std::string_view, 7> url_attributes = {"src",  "href",       "background", "poster",
                                                            "data", "xlink:href", "lowsrc"};

// Takes what stands between the parentheses of url(...), quoted or not, off the text behind the first of them.
std::string_view take_css_url(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    const char quote = text.empty() ? '\0' : text.front();
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) text.remove_prefix(1);
    const std::string_view url = text.substr(0, quoted ? text.find(quote) : text.find(')'));
    text.remove_prefix(url.size());
    return base::trim(url);
}

// Shows `visit` every url(...) outside of comments (CSS Values section 4.5).
template <typename visitor>
void for_css_urls(std::string_view css, const visitor& visit) {
    constexpr std::string_view function = "url(";
    for (std::size_t at = css.find_first_of("/("); at != std::string_view::npos; at = css.find_first_of("/(")) {
        const std::string_view behind = css.substr(at + 1);
        const bool url =
            at + 1 >= function.size() && base::iequals(css.substr(at + 1 - function.size(), function.size()), function);
        const bool comment = css[at] == '/' && behind.starts_with('*');
        const std::size_t closing = comment ? behind.find("*/", 1) : 0;
        if (closing == std::string_view::npos) return;
        css = behind.substr(comment ? closing + 2 : 0);
        if (!url) continue;
        visit(take_css_url(css));
    }
}

// HTML section 2.5.10: a URL takes up all up to the next space, but for commas at its end.
template <typename visitor>
void for_srcset_urls(std::string_view candidates, const visitor& visit) {
    constexpr std::string_view spaces = " \t\r\n\f";
    while (true) {
        candidates.remove_prefix(std::min(candidates.find_first_not_of(" \t\r\n\f,"), candidates.size()));
        if (candidates.empty()) return;
        std::string_view url = candidates.substr(0, candidates.find_first_of(spaces));
        candidates.remove_prefix(url.size());
        const bool described = !url.ends_with(',');
        url = url.substr(0, url.find_last_not_of(',') + 1);
        visit(url);
        if (described) candidates.remove_prefix(std::min(candidates.find(','), candidates.size()));
    }
}

// Shows `visit` the URLs in an attribute's value, references decoded.
template <typename visitor>
void for_urls(std::string_view attribute, std::string_view value, const visitor& visit) {
    if (attribute == "style") return for_css_urls(value, visit);
    if (attribute == "srcset") return for_srcset_urls(value, visit);
    if (std::ranges::find(url_attributes, attribute) != url_attributes.end()) visit(base::trim(value));
}

// A text whose URLs are replaced one after another.
class url_replacement {
public:
    url_replacement(std::string_view text, const url_of_content_id& url_for) : text_(text), url_for_(url_for) {}

    void replace(std::string_view url) {
        const auto id = content_id_of_url(url);
        if (const auto other = id ? url_for_(*id) : std::nullopt) put(url, *other);
    }

    void put(std::string_view old, std::string_view replacement) {
        const auto begin = static_cast<std::size_t>(old.data() - text_.data());
        made_.append(text_.substr(copied_, begin - copied_)).append(replacement);
        copied_ = begin + old.size();
    }

    bool changed() const { return copied_ != 0; }
    std::string result() const { return made_ + std::string(text_.substr(copied_)); }

private:
    std::string_view text_;
    const url_of_content_id& url_for_;
    std::string made_;
    std::size_t copied_ = 0;
};

// What stands for the value between the quotes around it, or between none.
std::string encode_attribute(std::string_view value, char quote) {
    const bool quoted = quote == '"' || quote == '\'';
    const std::string_view unsafe = quoted ? std::string_view("&") : "& \t\r\n\f\"'>";
    std::string made;
    for (const char c : value) {
        if (unsafe.find(c) != std::string_view::npos || (quoted && c == quote))
            made += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
        else
            made += c;
    }
    return made;
}

}  // namespace

std::vector<std::string> named_content_ids(std::string_view html) {
    std::vector<std::string> ids;
    std::set<std::string> seen;
    const auto add = [&](std::string_view url) {
        const auto id = content_id_of_url(url);
        if (id && seen.insert(*id).second) ids.push_back(*id);
    };
    html_reader reader(html);
    while (const auto tag = reader.next()) {
        for (const html_attribute& each : tag->attributes)
            for_urls(each.name, decode_attribute_entities(each.value), add);
        if (tag->name == "style") for_css_urls(tag->content, add);
    }
    return ids;
}

std::string replace_content_ids(std::string_view html, const url_of_content_id& url_for) {
    url_replacement whole(html, url_for);
    html_reader reader(html);
    while (const auto tag = reader.next()) {
        for (const html_attribute& each : tag->attributes) {
            const std::string value = decode_attribute_entities(each.value);
            url_replacement replaced(value, url_for);
            for_urls(each.name, value, [&](std::string_view url) { replaced.replace(url); });
            const char quote = each.value.empty() ? ' ' : *(each.value.data() - 1);
            if (replaced.changed()) whole.put(each.value, encode_attribute(replaced.result(), quote));
        }
        if (tag->name == "style") for_css_urls(tag->content, [&](std::string_view url) { whole.replace(url); });
    }
    return whole.result();
}

}  // namespace mocksmtp::mail
