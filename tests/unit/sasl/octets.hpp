// Octets written as hexadecimal digits, for the tests.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::tests {

// Blanks may stand between octets.
inline std::string octets(std::string_view digits) {
    constexpr std::string_view values = "0123456789abcdef";
    std::string text;
    std::size_t half = 0;
    for (const char digit : digits) {
        if (digit == ' ') continue;
        const auto value = static_cast<unsigned>(values.find(digit));
        if (half++ % 2 == 0)
            text += static_cast<char>(value << 4);
        else
            text.back() = static_cast<char>(static_cast<unsigned char>(text.back()) | value);
    }
    return text;
}

}  // namespace mocksmtp::tests
