// An export, read back.
#pragma once

#include <variant>
#include <vector>

#include "api/json/problem.hpp"
#include "mocksmtp/store/story.hpp"

namespace api::json {

inline constexpr std::string_view export_format = "mocksmtp export 1";

// What the document of GET /v1/export tells, or where it is no such document. What follows from other members (a
// message's subject from its octets) is not looked at.
std::variant<mocksmtp::store::story, std::vector<mistake>> story_of(const value& document);

// Where the document says something else than the export that was made of it afterwards; nothing if nowhere. What the
// document does not say at all is fine: an earlier version did not know of it.
std::optional<mistake> difference(const value& document, value exported_again);

}  // namespace api::json
