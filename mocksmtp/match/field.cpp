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

const field_row* find_row(std::string_view name) {
    const auto found = std::ranges::find(all_fields(), name, &field_row::name);
    return found == all_fields().end() ? nullptr : &*found;
}

// Items show as "tls": {"version": ...} what is the field tls_version, and as "auth": {"user": ...} what is user.
std::string name_of_path(std::string asked) {
    const auto dot = asked.rfind('.');
    if (dot == asked.npos) return {};
    const auto last = asked.substr(dot + 1);
    std::ranges::replace(asked, '.', '_');
    return find_row(asked) ? asked : find_row(last) ? last : "";
}

// "header.x-tenant" and "x-tenant" are headers.x-tenant.
std::string header_of(std::string_view asked) {
    constexpr std::string_view singular = "header.";
    if (asked.starts_with(singular))
        asked.remove_prefix(singular.size());
    else if (asked.find('-') == asked.npos || asked.find('.') != asked.npos)
        return {};
    return is_header_name(asked) ? "headers." + std::string(asked) : "";
}

// The field that somebody means who calls it so; empty: no idea.
std::string meant_by(std::string_view asked) {
    const std::string lowered = base::to_lower(asked);
    const auto known = std::ranges::find(synonyms, lowered, &synonym::asked);
    if (known != synonyms.end()) return std::string(known->meant);
    if (auto name = name_of_path(lowered); !name.empty()) return name;
    if (auto name = header_of(lowered); !name.empty()) return name;
    std::vector<std::string_view> names;
    for (const field_row& row : all_fields()) {
        if (row.id != field_id::headers && row.id != field_id::mailboxes) names.push_back(row.name);
    }
    return base::nearest(asked, names).value_or("");
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
    if (const auto* row = find_row(name)) return field{row->id, {}};
    return unknown(name, meant_by(name), "there is no field " + quoted(name));
}

std::string to_string(const field& which) {
    std::string name(row_of(which.id).name);
    if (which.id == field_id::headers || which.id == field_id::mailboxes) name += "." + which.name;
    return name;
}

}  // namespace mocksmtp::match
