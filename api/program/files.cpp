#include "api/program/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

namespace api::program {

namespace fs = std::filesystem;

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
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return text;
}

std::optional<std::string> replace_file(const std::string& path, std::string_view text) {
    const auto temporary = path + ".new";
    auto* file = std::fopen(temporary.c_str(), "wb");
    if (!file) return temporary + ": " + std::strerror(errno);
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (std::fclose(file) != 0 || !written) {
        const std::string why = std::strerror(errno);
        std::remove(temporary.c_str());
        return temporary + ": " + why;
    }
    if (std::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
    const std::string why = std::strerror(errno);
    std::remove(temporary.c_str());
    return path + ": " + why;
}

std::optional<std::string> why_not_replaced(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return path + ": " + std::strerror(EISDIR);
    const auto temporary = path + ".new";
    const bool was_there = fs::exists(temporary, ignored);
    auto* file = std::fopen(temporary.c_str(), "ab");
    if (!file) return temporary + ": " + std::strerror(errno);
    std::fclose(file);
    if (!was_there) std::remove(temporary.c_str());
    return std::nullopt;
}

std::optional<std::string> why_not_filled(const std::string& folder) {
    std::error_code wrong, ignored;
    std::vector<fs::path> made;  // the deepest comes first
    const auto deepest = fs::path(folder) / "failures";
    for (auto each = deepest; !each.empty() && !fs::exists(each, ignored); each = each.parent_path())
        made.push_back(each);
    fs::create_directories(deepest, wrong);
    const auto in_the_way = made.empty() ? deepest.string() : folder;
    auto why = wrong ? std::optional(in_the_way + ": " + wrong.message()) : why_not_replaced(folder + "/journal.jsonl");
    if (why) *why += folder_remedy;
    for (const auto& each : made) fs::remove(each, ignored);  // what is not empty stays
    return why;
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
