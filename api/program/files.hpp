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

// Everything in a file of at most 16 MiB.
std::variant<std::string, unreadable> read_file(const std::string& path);

struct numbered_line {
    std::size_t number = 1;
    std::string text;
};

// Lines without their LF or CRLF; empty ones are left out.
std::vector<numbered_line> lines_of(std::string_view text);

}  // namespace api::program
