// Small files: settings read whole or line by line, and what the program leaves for others to read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace api::program {

struct unreadable {
    std::string why;  // "No such file or directory"
};

inline constexpr std::size_t most_octets = 16u << 20;

// Everything in a file of at most so many octets, a multiple of 1 MiB; without the byte order mark that editors on
// Windows put in front of UTF-8.
std::variant<std::string, unreadable> read_file(const std::string& path, std::size_t most = most_octets);

// Writes the text under another name beside it, then renames: who sees the file sees all of it. Why it failed, or
// nothing.
std::optional<std::string> replace_file(const std::string& path, std::string_view text);

// Why replace_file() cannot write there, or why no evidence could be left in this folder and its `failures`, which may
// have to be made first. Nothing is left behind.
std::optional<std::string> why_not_replaced(const std::string& path);
std::optional<std::string> why_not_filled(const std::string& folder);

// What to do then.
constexpr const char* folder_remedy = "; give a folder, there or not yet, in which this user may write";

struct numbered_line {
    std::size_t number = 1;
    std::string text;
};

// Lines without their LF or CRLF; empty ones are left out.
std::vector<numbered_line> lines_of(std::string_view text);

}  // namespace api::program
