// Where in a text stands what was not to be there.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/pattern.hpp"

namespace mocksmtp::match {

// The octet at which a part begins that the pattern denies by `not` or `none`; nothing where it denies none of the
// text's parts, or the text as a whole.
std::optional<std::size_t> find_forbidden(const field& on, const pattern& wanted, std::string_view text);

}  // namespace mocksmtp::match
