#include "api/program/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace api::program {

std::variant<std::string, unreadable> read_file(const std::string& path, std::size_t most) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) return unreadable{std::strerror(errno)};
    std::string text;
    char piece[65536];
    while (const auto count = std::fread(piece, 1, sizeof piece, file.get())) {
        text.append(piece, count);
        if (text.size() > most) return unreadable{"larger than " + std::to_string(most >> 20) + " MiB"};
    }
    if (std::ferror(file.get())) return unreadable{std::strerror(errno)};
    return text;
}

std::vector<numbered_line> lines_of(std::string_view text) {
    std::vector<numbered_line> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) lines.push_back({number, std::string(line)});
    }
    return lines;
}

}  // namespace api::program
