// The words of fields that hold nothing else, so that a misspelt one is told from one that merely did not come.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/place.hpp"

namespace mocksmtp::match {

// All that the field can hold on items of this kind, or at these stages; empty where that is anything (a mechanism is
// whatever a client asks for, a listener is named by whoever starts the server).
std::span<const std::string_view> words_of(field_id of, item_kind on);
std::span<const std::string_view> words_of(field_id of, stage_set at);

// The first operand that is to be equal to the field, or to an element of it, and is none of these words; case does not
// count. Parts of words (`contains`, `glob` ...) may be anything.
std::optional<pattern_error> find_stray(const field& of, const pattern& wanted,
                                        std::span<const std::string_view> words);

}  // namespace mocksmtp::match
