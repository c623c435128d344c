// The characters that HTML has names for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mocksmtp::mail {

struct named_character {
    std::string_view name;
    bool open = false;  // the semicolon behind it may be missing
    std::uint32_t code_point = 0;
    std::uint32_t second = 0;  // of those that are two; else 0
};

inline constexpr std::size_t longest_entity_name = 31;  // CounterClockwiseContourIntegral
inline constexpr std::size_t longest_open_name = 6;     // Aacute

// The character that &name; stands for; null: there is no such name.
const named_character* character_named(std::string_view name);

}  // namespace mocksmtp::mail
