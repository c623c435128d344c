// The characters that HTML has names for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mocksmtp::mail {

inline constexpr std::size_t longest_entity_name = 8;  // thetasym

// The character that &name; stands for; 0: there is no such name.
std::uint32_t character_named(std::string_view name);

}  // namespace mocksmtp::mail
