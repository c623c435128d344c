// Whether message ids follow the grammar to the letter (RFC 5322 section 3.6.4).
#pragma once

#include <optional>
#include <string_view>

#include "mocksmtp/diagnosis/flaw.hpp"

namespace mocksmtp::diagnosis {

enum class how_many_ids { one, one_or_more };

// The first flaw of a raw value, a view into it. Octets above 127 are letters (RFC 6532); the obsolete left side, a
// quoted string, is taken, words between the ids are not.
std::optional<flaw> check_message_ids(std::string_view raw, how_many_ids allowed);

}  // namespace mocksmtp::diagnosis
