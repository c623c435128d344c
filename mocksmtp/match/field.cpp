#include "mocksmtp/match/field.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/property_names.hpp"

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
constexpr std::array<synonym, 22> synonyms{{{"sender", "from"},
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
                                            {"filename", "attachment"},
                                            {"unsubscribe", "list_unsubscribe"},
                                            {"mime_type", "content_type"},
                                            {"cid", "content_id"},
                                            {"kind", "event"}}};

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
        if (!takes_name(row.id)) names.push_back(row.name);
    }
    return base::nearest(asked, names).value_or("");
}

std::string with_hyphens(std::string_view name) {
    std::string made = base::to_lower(name);
    std::ranges::replace(made, '_', '-');
    return made;
}

std::variant<field, unknown_field> parse_mailboxes(std::string_view asked, std::string_view header) {
    std::string name = with_hyphens(header);
    if (std::ranges::find(address_headers, name) != address_headers.end()) {
        return field{field_id::mailboxes, std::move(name)};
    }
    const auto near = base::nearest(name, address_headers);
    return unknown(asked, near ? "mailboxes." + *near : "", quoted(header) + " is no header that holds addresses");
}

// Calendar properties and the fields of reports: letters, digits and hyphens (RFC 5545 3.1, RFC 3464 2.1.1). There may
// be others than those that are known, but not such as only a slip tells from them.
std::variant<field, unknown_field> parse_property(std::string_view asked, field_id which, std::string_view property) {
    std::string name = with_hyphens(property);
    const bool fits = std::ranges::all_of(name, [](char c) { return base::is_alphanumeric(c) || c == '-'; });
    if (!fits || name.empty()) return unknown(asked, "", quoted(property) + " is no name of a property");
    if (const auto slip = misnamed_property(which, name))
        return unknown(asked, slip->meant.empty() ? "" : std::string(row_of(which).name) + "." + slip->meant,
                       quoted(property) + slip->why);
    return field{which, std::move(name)};
}

// The field that needs a name, and the name that is given.
std::variant<field, unknown_field> parse_named(std::string_view asked, const field_row& of, std::string_view given) {
    if (of.id == field_id::mailboxes) return parse_mailboxes(asked, given);
    if (of.id != field_id::headers) return parse_property(asked, of.id, given);
    if (is_header_name(given)) return field{field_id::headers, base::to_lower(given)};
    return unknown(asked, "", quoted(given) + " is no header name; write headers.x-tenant");
}

}  // namespace

std::variant<field, unknown_field> parse_field(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (const auto* row = find_row(name.substr(0, dot))) {
        const bool needs_name = takes_name(row->id);
        if (needs_name && dot != name.npos) return parse_named(name, *row, name.substr(dot + 1));
        if (row->id == field_id::mailboxes) return unknown(name, "mailboxes.to", "name the header");
        if (needs_name) {
            const std::string example = std::string(name) + "." + std::string(example_name(row->id));
            const bool header = row->id == field_id::headers;
            return unknown(name, "",
                           std::string("name the ") + (header ? "header" : "property") + ", as in " + example);
        }
        if (dot == name.npos) return field{row->id, {}};
    }
    return unknown(name, meant_by(name), "there is no field " + quoted(name));
}

std::variant<field, unknown_field> parse_field(std::string_view name, item_kind on) {
    auto made = parse_field(name);
    auto* unknown = std::get_if<unknown_field>(&made);
    if (unknown == nullptr) return made;
    const auto* meant = find_row(std::string_view(unknown->did_you_mean).substr(0, unknown->did_you_mean.find('.')));
    if (meant == nullptr || meant->kinds.has(on)) return made;
    std::vector<std::string_view> known;
    for (const field_row& row : all_fields())
        if (!takes_name(row.id) && row.kinds.has(on)) known.push_back(row.name);
    unknown->did_you_mean = base::nearest(name, known).value_or("");
    return made;
}

std::string to_string(const field& which) {
    std::string name(row_of(which.id).name);
    if (takes_name(which.id)) name += "." + which.name;
    return name;
}

}  // namespace mocksmtp::match
