// The values that a rule's counters are kept apart by.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp::rules {

// The field that has them; nothing for `scope`.
std::optional<match::field> field_of(counted_per by);

// The value of it here, in canonical form: domains in lower case, "<>" for the null reverse-path, "" for nothing at
// all. Where a message goes to several recipients, all of them together are one value. One of more than 200 octets is
// its beginning and its SHA-256.
std::string key_of(counted_per by, const match::facts& situation, std::string_view scope);

}  // namespace mocksmtp::rules
