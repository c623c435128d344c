// Finds one-time codes in what a mail says.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct code {
    std::string value;   // without the space or hyphen that groups it
    bool named = false;  // a word nearby says that it is one; else it may be an order's number or the like
    friend bool operator==(const code&, const code&) = default;
};

// So much of each text is looked at: who hides a code further down does not want it found.
inline constexpr std::size_t longest_text_with_codes = 262'144;  // octets

// Each value once, the most likely first: named ones, then those that stand alone on their line, then as they come in
// the texts (a subject and the bodies). Linear.
std::vector<code> find_codes(std::span<const std::string_view> texts);

}  // namespace mocksmtp::mail
