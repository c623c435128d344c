#include "mocksmtp/mail/html_charset.hpp"

#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/html_entity.hpp"
#include "mocksmtp/mail/html_token.hpp"
#include "mocksmtp/mail/parameters.hpp"

namespace mocksmtp::mail {
namespace {

std::optional<std::string> named_by(const html_token& meta) {
    if (const auto charset = meta.find("charset")) return std::string(base::trim(decode_attribute_entities(*charset)));
    if (!base::iequals(base::trim(meta.find("http-equiv").value_or("")), "content-type")) return std::nullopt;
    const parameterised_value content = parse_parameters(decode_attribute_entities(meta.find("content").value_or("")));
    const std::string* charset = content.find("charset");
    return charset == nullptr ? std::nullopt : std::optional(*charset);
}

}  // namespace

std::optional<std::string> html_charset(std::string_view octets) {
    constexpr std::size_t looked_at = 1024;
    if (octets.starts_with(utf8_mark)) return std::nullopt;
    html_reader reader(octets.substr(0, looked_at));
    while (const auto next = reader.next()) {
        if (next->what != html_token::kind::start_tag || next->name != "meta") continue;
        const auto named = named_by(*next);
        if (!named || !knows_charset(*named)) continue;
        // In UTF-16 this could not have been read: it is what the file was before it became mail.
        return base::istarts_with(*named, "utf-16") ? std::string("utf-8") : *named;
    }
    return std::nullopt;
}

}  // namespace mocksmtp::mail
