#include "mocksmtp/match/field.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/field_table.hpp"

namespace mocksmtp::match {
namespace {

// The fields of RFC 5322 section 3.6 (and a few of common use) that hold addresses.
constexpr std::array<std::string_view, 14> address_headers{"from",
                                                           "sender",
                                                           "to",
                                                           "cc",
                                                           "bcc",
                                                           "reply-to",
                                                           "resent-from",
                                                           "resent-sender",
                                                           "resent-to",
                                                           "resent-cc",
                                                           "resent-bcc",
                                                           "return-path",
                                                           "disposition-notification-to",
                                                           "errors-to"};

struct synonym {
    std::string_view asked;
    std::string_view meant;
};

// What people call a field and no count of typing mistakes would find.
constexpr std::array<synonym, 18> synonyms{{{"sender", "from"},
                                            {"mail_from", "from"},
                                            {"rcpt", "to"},
                                            {"rcpt_to", "to"},
                                            {"recipient", "to"},
                                            {"recipients", "to"},
                                            {"cc", "mailboxes.cc"},
                                            {"reply_to", "mailboxes.reply-to"},
                                            {"body", "text"},
                                            {"header", "headers."},
                                            {"ehlo", "helo"},
                                            {"ip", "peer"},
                                            {"client", "peer"},
                                            {"username", "user"},
                                            {"authcid", "user"},
                                            {"password", "secret"},
                                            {"sni", "tls_sni"},
                                            {"filename", "attachment"}}};

bool is_header_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
}

std::string quoted(std::string_view name) { return "\"" + base::printable(name.substr(0, 100)) + "\""; }

unknown_field unknown(std::string_view asked, std::string did_you_mean, std::string detail) {
    return {std::string(asked), std::move(did_you_mean), std::move(detail)};
}

bool is_name(std::string_view asked) {
    return std::ranges::any_of(all_fields(), [&](const field_row& row) { return row.name == asked; });
}

// Items show as "tls": {"version": ...} what is the field tls_version, and as "auth": {"user": ...} what is user.
std::string name_of_path(std::string asked) {
    const auto dot = asked.rfind('.');
    if (dot == asked.npos) return {};
    const auto last = asked.substr(dot + 1);
    std::ranges::replace(asked, '.', '_');
    return is_name(asked) ? asked : is_name(last) ? last : "";
}

unknown_field unknown_name(std::string_view asked) {
    const std::string lowered = base::to_lower(asked);
    if (auto name = name_of_path(lowered); !name.empty())
        return unknown(asked, std::move(name), "there is no field " + quoted(asked));
    for (const synonym& known : synonyms) {
        if (known.asked == lowered) {
            return unknown(asked, std::string(known.meant), "there is no field " + quoted(asked));
        }
    }
    // "header.x-tenant" and "X-Tenant" are headers.x-tenant.
    constexpr std::string_view singular = "header.";
    const auto header = lowered.starts_with(singular) ? lowered.substr(singular.size())
                        : lowered.find('-') != lowered.npos && lowered.find('.') == lowered.npos ? lowered
                                                                                                 : std::string();
    if (is_header_name(header)) return unknown(asked, "headers." + header, "there is no field " + quoted(asked));
    std::vector<std::string_view> names;
    for (const field_row& row : all_fields()) {
        if (row.id != field_id::headers && row.id != field_id::mailboxes) names.push_back(row.name);
    }
    return unknown(asked, base::nearest(asked, names).value_or(""), "there is no field " + quoted(asked));
}

std::variant<field, unknown_field> parse_mailboxes(std::string_view asked, std::string_view header) {
    std::string name = base::to_lower(header);
    std::ranges::replace(name, '_', '-');
    if (std::ranges::find(address_headers, name) != address_headers.end()) {
        return field{field_id::mailboxes, std::move(name)};
    }
    const auto near = base::nearest(name, address_headers);
    return unknown(asked, near ? "mailboxes." + *near : "", quoted(header) + " is no header that holds addresses");
}

std::optional<std::string_view> after(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix)) return std::nullopt;
    return name.substr(prefix.size());
}

}  // namespace

std::variant<field, unknown_field> parse_field(std::string_view name) {
    if (const auto header = after(name, "headers.")) {
        if (is_header_name(*header)) return field{field_id::headers, base::to_lower(*header)};
        return unknown(name, "", quoted(*header) + " is no header name; write headers.x-tenant");
    }
    if (const auto header = after(name, "mailboxes.")) return parse_mailboxes(name, *header);
    if (name == "headers") return unknown(name, "", "name the header, as in headers.x-tenant");
    if (name == "mailboxes") return unknown(name, "mailboxes.to", "name the header");
    for (const field_row& row : all_fields()) {
        if (row.name == name) return field{row.id, {}};
    }
    return unknown_name(name);
}

std::string to_string(const field& which) {
    std::string name(row_of(which.id).name);
    if (which.id == field_id::headers || which.id == field_id::mailboxes) name += "." + which.name;
    return name;
}

}  // namespace mocksmtp::match
