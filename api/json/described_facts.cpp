#include "api/json/described_facts.hpp"

#include <utility>

#include "api/json/fields_json.hpp"
#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/operand.hpp"

namespace api::json {

namespace match = mocksmtp::match;

namespace {

using match::field_id;
using match::field_type;

// The value as it is compared; nothing where the type has no such value.
std::optional<match::value> value_of(field_type type, const match::literal& given) {
    const auto convert = [](const auto& found) { return found ? std::optional<match::value>(*found) : std::nullopt; };
    if (type == field_type::ordinal) return convert(match::ordinal_of(given));
    if (type == field_type::number) return convert(match::number_of(given));
    if (type == field_type::boolean) return convert(match::flag_of(given));
    if (type == field_type::time) return convert(match::time_of(given));
    const auto* text = std::get_if<std::string>(&given);
    if (text == nullptr) return std::nullopt;
    return match::value(type == field_type::address ? match::without_brackets(*text) : std::string_view(*text));
}

}  // namespace

described_facts::described_facts(const written& from, match::stage at) : at_(at) {
    for_each_field(from, [&](const match::field& of, const written& what) { read(of, what, at); });
}

void described_facts::read(const match::field& of, const written& what, match::stage at) {
    const auto& row = match::row_of(of.id);
    if (auto why = match::why_unknown(of, match::stage_set{at}); !why.empty()) return what.complain(std::move(why));
    entry made{.of = of, .has = {}};
    const auto add = [&](const written& one) {
        const auto given = literal_of(one);
        if (given && !value_of(row.type, *given))
            one.complain(match::to_string(of) + " is " + std::string(match::describe(row)));
        else if (given)
            made.has.push_back(*given);
    };
    if (what.what().is_array() && row.how_many == match::arity::one)
        return what.complain(match::to_string(of) + " is one value, not a list");
    if (what.what().is_array())
        what.elements(add);
    else if (!what.what().is_null())
        add(what);
    all_.push_back(std::move(made));
}

const described_facts::entry* described_facts::find(const match::field& of) const {
    const auto found = std::ranges::find(all_, of, &entry::of);
    return found == all_.end() ? nullptr : &*found;
}

match::values described_facts::of(const match::field& which) const {
    const auto& row = match::row_of(which.id);
    const entry* known = find(which);
    const auto count_of = [this](field_id id) {
        const entry* list = find({id, {}});
        return match::values::one(list == nullptr ? std::size_t{0} : list->has.size());
    };
    if (known == nullptr || known->has.empty()) {
        if (which.id == field_id::tls) return match::values::one(false);
        if (which.id == field_id::recipient_count) return count_of(field_id::to);
        if (which.id == field_id::attachment_count) return count_of(field_id::attachment);
        if (which.id == field_id::inline_count) return match::values::one(std::size_t{0});
        return match::values::none();
    }
    match::values made = match::values::list();
    if (which.id == field_id::to && at_ == match::stage::rcpt) {
        made.add(*value_of(row.type, known->has.back()));
        return made;
    }
    for (const auto& each : known->has) made.add(*value_of(row.type, each));
    return made;
}

}  // namespace api::json
