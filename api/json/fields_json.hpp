// Stages and fields by name: objects whose keys are fields, such as conditions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/json/matcher_json.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace api::json {

// The stage that a word names; complains of any other.
std::optional<mocksmtp::match::stage> stage_of(const written& from);

// Calls `read` for every field of the object, in its order. Headers and mailboxes are named flat ("headers.x-tenant")
// or in an object of their own ("headers": {"x-tenant": ...}). Complains of what is no field, and of a second mention;
// what was meant is a field that such items know, where it is known what is asked for.
void for_each_field(const written& from,
                    const std::function<void(const mocksmtp::match::field& of, const written& what)>& read,
                    std::optional<mocksmtp::match::item_kind> on = {});

// One condition of a `match` object, and where its matcher stands.
struct placed_condition {
    std::string field;  // as mocksmtp::match::to_string writes it
    mocksmtp::match::pattern wants;
    std::string at;
};
std::vector<placed_condition> conditions_of(const written& from);

// The object of these conditions, names flat; two on one field, which JSON cannot have side by side, as one matcher.
value to_json(const std::vector<mocksmtp::rules::condition>& what);

}  // namespace api::json
