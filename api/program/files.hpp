// Small files of settings: read whole, or line by line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace api::program {

struct unreadable {
    std::string why;  // "No such file or directory"
};

inline constexpr std::size_t most_octets = 16u << 20;

// Everything in a file of at most so many octets, a multiple of 1 MiB.
std::variant<std::string, unreadable> read_file(const std::string& path, std::size_t most = most_octets);

struct numbered_line {
    std::size_t number = 1;
    std::string text;
};

// Lines without their LF or CRLF; empty ones are left out.
std::vector<numbered_line> lines_of(std::string_view text);

}  // namespace api::program
