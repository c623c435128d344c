#include <algorithm>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/mail/html_content_ids.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

// An id names a part of one message: a message inside has its own.
struct part_identity {
    std::optional<std::size_t> message;
    std::string_view id;
    auto operator<=>(const part_identity&) const = default;
};

std::string_view place_of_id(const mail::part& one) {
    const auto field = read_content_header(one.head).id;
    return field ? value_place(*field) : one.head;
}

// RFC 2046 section 5.1.4: alternatives that say quite the same have the same Content-ID.
bool are_alternatives(const std::vector<mail::part>& parts, const mail::part& one, const mail::part& other) {
    return one.parent == other.parent && parts[one.parent].type.value == "multipart/alternative";
}

void diagnose_repeated_ids(const std::vector<mail::part>& parts, findings& found) {
    std::map<part_identity, const mail::part*> first;
    for (const mail::part& one : parts) {
        if (!one.id || one.id->empty()) continue;
        const auto [entry, is_new] = first.try_emplace({one.message, *one.id}, &one);
        if (is_new || are_alternatives(parts, one, *entry->second)) continue;
        if (!found.wants(content_id_repeated)) return;
        found.add(content_id_repeated, shown_value(*one.id) + " is that of " + name_of(*entry->second) + " too",
                  place_of_id(one));
    }
}

// Where the HTML was written so that it can be found again, the URL; else the whole of it.
std::string_view place_of_url(std::string_view body, const std::string& id) {
    constexpr std::size_t longest = 200;
    const std::size_t at = id.size() > longest ? std::string_view::npos : body.find("cid:" + id);
    return at == std::string_view::npos ? body : body.substr(at);
}

void diagnose_urls(const mail::view& message, const mail::part& html, findings& found) {
    std::set<std::string_view> known;
    for (const mail::part& one : message.parts())
        if (one.id && one.message == html.message) known.insert(*one.id);
    for (const std::string& id : mail::named_content_ids(mail::decode_body(html).text)) {
        if (!found.wants(content_id_not_found)) return;
        if (known.contains(id)) continue;
        found.add(content_id_not_found, name_of(html) + ": cid:" + base::printable(id), place_of_url(html.body, id));
    }
}

}  // namespace

void diagnose_content_ids(const mail::view& message, findings& found) {
    const std::vector<mail::part>& parts = message.parts();
    diagnose_repeated_ids(parts, found);
    if (std::ranges::any_of(parts, &mail::part::skipped)) return;
    for (const mail::part* html : message.html_parts()) diagnose_urls(message, *html, found);
}

}  // namespace mocksmtp::diagnosis
