// The names of calendar properties (RFC 5545) and of the fields of delivery reports (RFC 3464), and slips in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/match/field.hpp"

namespace mocksmtp::match {

struct misnamed {
    std::string meant;  // the name that is right; empty: there is none
    std::string why;    // goes on behind the name in quotes
};

// Of `calendar` and `delivery_status`, a name in lower case: what is wrong with one that an item shows its property by,
// or that is a typing mistake away from a known one. Names that begin with x- are anybody's.
std::optional<misnamed> misnamed_property(field_id of, std::string_view name);

}  // namespace mocksmtp::match
