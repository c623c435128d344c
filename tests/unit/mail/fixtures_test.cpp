// Forty mails as they come, each saying in fields of its own which codes and links a reader would find in it. A star
// marks a code that words near it name.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mocksmtp/mail/view.hpp"

using namespace mocksmtp;

namespace {

std::vector<std::filesystem::path> fixtures() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(MOCKSMTP_SOURCE_DIR "/tests/unit/mail/fixtures"))
        found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string codes_of(const mail::view& seen) {
    std::string all;
    for (const mail::code& one : seen.codes()) all += (all.empty() ? "" : ", ") + one.value + (one.named ? "*" : "");
    return all;
}

std::vector<std::string> urls_of(const mail::view& seen) {
    std::vector<std::string> urls;
    for (const mail::link& one : seen.links()) urls.push_back(one.url);
    return urls;
}

}  // namespace

TEST_CASE("codes and links are found in real-looking mails as a reader would") {
    const auto paths = fixtures();
    CHECK(paths.size() >= 40);
    for (const auto& path : paths) {
        CAPTURE(path.filename().string());
        const std::string bytes = content_of(path);
        const mail::view seen(bytes);
        CHECK(codes_of(seen) == seen.first("X-Expected-Codes"));
        CHECK(urls_of(seen) == seen.all("X-Expected-Link"));
    }
}
