#include "mocksmtp/verify/rule_fields.hpp"

namespace mocksmtp::verify {

using match::field_id;
using match::values;

std::string_view state_word(const rules::standing& of) {
    using enum rules::standing::state;
    if (of.now == spent) return "spent";
    return of.now == expired ? "expired" : "armed";
}

values rule_fields::of(const match::field& which) const {
    switch (which.id) {
        case field_id::rule: {
            values made = values::list();
            made.add(match::value(std::string_view(of_.what.id)));
            return made;
        }
        case field_id::on: {
            values made = values::list();
            for (const auto at : of_.what.on) made.add(match::value(match::name_of(at)));
            return made;
        }
        case field_id::state:
            return values::one(state_word(of_));
        case field_id::baseline:
            return values::one(of_.baseline);
        case field_id::hits:
            return values::one(of_.hits);
        case field_id::matches:
            return values::one(of_.matches);
        default:
            return {};
    }
}

}  // namespace mocksmtp::verify
