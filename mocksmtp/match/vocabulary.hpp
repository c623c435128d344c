// The words of fields that hold nothing else, so that a misspelt one is told from one that merely did not come.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/match/place.hpp"

namespace mocksmtp::match {

// All that the field can hold on items of this kind, or at these stages; empty where that is anything (a mechanism is
// whatever a client asks for, a listener is named by whoever starts the server).
std::span<const std::string_view> words_of(field_id of, item_kind on);
std::span<const std::string_view> words_of(field_id of, stage_set at);

// The letter of the ids that the field holds, on items of this kind or wherever it is known; 0: it holds no ids, or the
// letter depends on the kind.
char letter_of(field_id of, item_kind on);
char letter_of(field_id of);

// What is wrong with a word that is to be equal to the field and is none of these; nothing where it is one, or where
// there are none. Case does not count. Where it stands is left open.
std::optional<pattern_error> find_stray(const std::string& field, const std::string& word,
                                        std::span<const std::string_view> words);

}  // namespace mocksmtp::match
