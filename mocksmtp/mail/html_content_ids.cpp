#include "mocksmtp/mail/html_content_ids.hpp"

#include <cstddef>
#include <set>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/html_entity.hpp"
#include "mocksmtp/mail/html_token.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view scheme = "cid:";

// The Content-ID that an attribute names; nothing if it is no such URL.
std::optional<std::string> content_id_of(std::string_view attribute) {
    const std::string_view trimmed = base::trim(attribute);
    if (!base::istarts_with(trimmed, scheme)) return std::nullopt;
    const std::string url = decode_entities(trimmed.substr(scheme.size()));
    std::string id;
    for (std::size_t i = 0; i < url.size(); ++i) {
        const auto octet = url[i] == '%' ? hex_octet(std::string_view(url).substr(i + 1, 2)) : std::nullopt;
        id += octet.value_or(url[i]);
        if (octet) i += 2;
    }
    return id;
}

}  // namespace

std::vector<std::string> named_content_ids(std::string_view html) {
    std::vector<std::string> ids;
    std::set<std::string> seen;
    html_reader reader(html);
    while (const auto tag = reader.next()) {
        for (const html_attribute& each : tag->attributes) {
            const auto id = content_id_of(each.value);
            if (id && seen.insert(*id).second) ids.push_back(*id);
        }
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
            const auto id = content_id_of(each.value);
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
