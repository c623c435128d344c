// Filters written as JSON: {"to": "bob@example.test", "headers": {"x-tenant": "42"}}.
#pragma once

#include "api/json/written.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/place.hpp"

namespace api::json {

// The conditions of an object of fields, all of which must hold. Complains of every one that is none, or that items of
// this kind cannot know, and answers the others.
mocksmtp::match::filter filter_of(const written& from, mocksmtp::match::item_kind kind);
// The same of a situation at one of these stages.
mocksmtp::match::filter filter_of(const written& from, mocksmtp::match::stage_set stages);

}  // namespace api::json
