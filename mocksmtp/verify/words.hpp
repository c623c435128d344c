// Replies and rules in the words of a report.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/envelope.hpp"

namespace mocksmtp::verify {

// "451 4.7.1 Greylisted": the first line; of a malformed reply all its octets.
std::string said(const smtp::reply& what);

std::string rule_name(const smtp::rule_hit& of);   // "rule greylist-bob"
std::string hit_number(const smtp::rule_hit& of);  // " (hit 2)"

// "   by rule greylist-bob (hit 2)"; empty: no rule.
std::string by_rule(const std::optional<smtp::rule_hit>& rule);

// "m1, m2, m3 and 4 more": the first three.
std::string few_of(const std::vector<std::string>& names);

// " to <bob@example.test>, <carol@example.test>": the first three; empty: nobody.
std::string to_whom(const std::vector<std::string_view>& recipients);

}  // namespace mocksmtp::verify
