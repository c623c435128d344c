// Text cut to what there is room for.
#pragma once

#include <cstddef>
#include <string_view>

namespace mocksmtp::base {

// The first octets of the text, `most` at most, without the half of a UTF-8 character. What is no UTF-8 is cut at
// `most`.
constexpr std::string_view cut(std::string_view text, std::size_t most) {
    constexpr std::size_t longest_tail = 3;  // octets of a character behind its first (RFC 3629 3)
    if (text.size() <= most) return text;
    for (std::size_t back = 0; back <= longest_tail && back <= most; ++back) {
        const bool is_tail = (static_cast<unsigned char>(text[most - back]) & 0xC0) == 0x80;
        if (!is_tail) return text.substr(0, most - back);
    }
    return text.substr(0, most);
}

}  // namespace mocksmtp::base
