#include "api/json/filter_json.hpp"

#include <optional>
#include <utility>

#include "api/json/fields_json.hpp"

namespace api::json {

namespace match = mocksmtp::match;

namespace {

// Nothing, and a complaint, where it cannot be asked there: of items of a kind, or at stages.
template <class place>
std::optional<match::condition> condition_of(const match::field& of, const written& from, place where) {
    const auto complaints = from.mistakes().size();
    auto wanted = pattern_of(of, from);
    if (from.mistakes().size() != complaints || from.is_enough()) return std::nullopt;
    if (auto misplaced = match::why_unknown(of, where); !misplaced.empty()) {
        from.complain(std::move(misplaced));
        return std::nullopt;
    }
    auto compiled = match::compile(of, std::move(wanted), where);
    if (const auto* wrong = std::get_if<match::pattern_error>(&compiled)) {
        const std::string at = wrong->position ? ", at octet " + std::to_string(*wrong->position) : "";
        from.mistakes().push_back(
            at_pointer(from.at() + as_written(from.what(), wrong->where), wrong->detail + at, wrong->did_you_mean));
        return std::nullopt;
    }
    return match::condition{of, std::get<match::matcher>(std::move(compiled))};
}

// A rule's id is its name: text, where those of captured items are letters with numbers.
match::field field_in(const match::field& named, match::item_kind kind) {
    const bool is_rule_id = kind == match::item_kind::rule && named.id == match::field_id::id;
    return is_rule_id ? match::field{match::field_id::rule, {}} : named;
}
const match::field& field_in(const match::field& named, match::stage_set) { return named; }

std::optional<match::item_kind> kind_in(match::item_kind kind) { return kind; }
std::optional<match::item_kind> kind_in(match::stage_set) { return std::nullopt; }

template <class place>
match::filter filter_in(const written& from, place where) {
    match::filter made;
    const auto read = [&](const match::field& named, const written& what) {
        const match::field& of = field_in(named, where);
        if (auto condition = condition_of(of, what, where))
            made.add(std::move(condition->on), std::move(condition->wants));
    };
    for_each_field(from, read, kind_in(where));
    return made;
}

}  // namespace

match::filter filter_of(const written& from, match::item_kind kind) { return filter_in(from, kind); }
match::filter filter_of(const written& from, match::stage_set stages) { return filter_in(from, stages); }

}  // namespace api::json
