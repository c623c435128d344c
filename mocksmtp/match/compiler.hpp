// Checks a pattern against its field and turns it into a node.
#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/match/node.hpp"
#include "mocksmtp/match/pattern.hpp"

namespace mocksmtp::match {

// The first mistake, if there is one. Patterns nest at most 16 deep, and `exactly` takes at most 10,000 of them.
// Where the field can hold only certain words (see vocabulary.hpp), no other can be equal to it or to an element of it;
// parts of words (`contains`, `glob` ...) may be anything. Where it holds ids with this letter, no other can.
std::variant<node, pattern_error> compile_node(const field& of, const pattern& wanted,
                                               std::span<const std::string_view> words, char letter = 0);

}  // namespace mocksmtp::match
