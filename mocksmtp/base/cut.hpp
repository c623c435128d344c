// Text cut to what there is room for.
#pragma once

#include <cstddef>
#include <string_view>

namespace mocksmtp::base {

// The first octets of the text, `most` at most, without the half of a UTF-8 character.
constexpr std::string_view cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

}  // namespace mocksmtp::base
