#include "mocksmtp/rules/counted_by.hpp"

#include <variant>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/match/matcher.hpp"

namespace mocksmtp::rules {

using match::field;
using match::field_id;

namespace {

constexpr std::size_t longest = 200;
constexpr std::size_t beginning = 100;

std::string text_of(field_id of, const match::value& found) {
    if (const auto* id = std::get_if<match::ordinal>(&found)) return id->letter + std::to_string(id->number);
    const auto* text = std::get_if<std::string_view>(&found);
    if (text == nullptr) return {};
    return of == field_id::from && text->empty() ? "<>" : match::index_key(of, *text);
}

}  // namespace

std::optional<field> field_of(counted_per by) {
    switch (by) {
        case counted_per::scope:
            return std::nullopt;
        case counted_per::session:
            return field{field_id::session, {}};
        case counted_per::from:
            return field{field_id::from, {}};
        case counted_per::to:
            return field{field_id::to, {}};
        case counted_per::user:
            return field{field_id::user, {}};
        case counted_per::peer:
            return field{field_id::peer, {}};
    }
    return std::nullopt;
}

std::string key_of(counted_per by, const match::facts& situation, std::string_view scope) {
    const auto which = field_of(by);
    if (!which) return std::string(scope);
    std::string key;
    for (const match::value& found : situation.of(*which)) {
        if (!key.empty()) key += ", ";
        key += text_of(which->id, found);
    }
    if (key.size() <= longest) return key;
    return key.substr(0, beginning) + "... sha256 " + base::hex(base::digest(base::hash::sha256, key));
}

}  // namespace mocksmtp::rules
