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

// The same of an attribute that is a URL.
std::optional<std::string> content_id_of(const html_attribute& attribute) {
    if (std::ranges::find(url_attributes, attribute.name) == url_attributes.end()) return std::nullopt;
    const std::string_view trimmed = base::trim(attribute.value);
    if (!base::istarts_with(trimmed, scheme)) return std::nullopt;
    return content_id_of_url(decode_attribute_entities(trimmed));
}

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

// Shows `visit` the Content-ID of every url(cid:...) outside of comments (CSS Values section 4.5).
template <typename visitor>
void for_css_content_ids(std::string_view css, const visitor& visit) {
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
        if (const auto id = content_id_of_url(take_css_url(css))) visit(*id);
    }
}

}  // namespace

std::vector<std::string> named_content_ids(std::string_view html) {
    std::vector<std::string> ids;
    std::set<std::string> seen;
    const auto add = [&](const std::string& id) {
        if (seen.insert(id).second) ids.push_back(id);
    };
    html_reader reader(html);
    while (const auto tag = reader.next()) {
        for (const html_attribute& each : tag->attributes) {
            if (const auto id = content_id_of(each)) add(*id);
            if (each.name == "style") for_css_content_ids(decode_attribute_entities(each.value), add);
        }
        if (tag->name == "style") for_css_content_ids(tag->content, add);
    }
    return ids;
}

std::string replace_content_ids(std::string_view html,
                                const std::function<std::optional<std::string>(std::string_view id)>& url_for) {
    std::string made;
    std::size_t copied = 0;
    html_reader reader(html);
    while (const auto tag = reader.next()) {
        for (const html_attribute& each : tag->attributes) {
            const auto id = content_id_of(each);
            const auto url = id ? url_for(*id) : std::nullopt;
            if (!url) continue;
            const auto begin = static_cast<std::size_t>(each.value.data() - html.data());
            made.append(html.substr(copied, begin - copied)).append(*url);
            copied = begin + each.value.size();
        }
    }
    return made.append(html.substr(copied));
}

}  // namespace mocksmtp::mail
