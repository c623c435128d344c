// Unicode's table of characters that are another way to write two (a letter and its mark).
#pragma once

#include <span>

namespace mocksmtp::base {

struct canonical_pair {
    char16_t composed;
    char16_t first;
    char16_t second;  // 0: it is another way to write `first` alone
};

// In the order of `composed`.
std::span<const canonical_pair> canonical_pairs();

}  // namespace mocksmtp::base
