#include "mocksmtp/diagnosis/diagnosis.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/diagnosis/findings.hpp"

namespace mocksmtp::diagnosis {

namespace {

std::vector<base::diagnostic> diagnosed(std::string_view message, const circumstances& sent = {}) {
    std::vector<base::diagnostic> all = diagnose(mail::view(message), sent);
    std::erase_if(all, [](const base::diagnostic& one) { return !one.offset; });
    return all;
}

using enum base::diagnostic_code;

}  // namespace

TEST_CASE("bare line ends are diagnosed once each, at the first one; what came by BDAT may hold any octets") {
    CHECK(diagnosed("\r\nb\r\n").empty());
    CHECK(diagnosed("").empty());
    const auto found = diagnosed("\r\nb\rc\r\n\n\r\n\nx\r");
    REQUIRE(found.size() == 2);
    CHECK(found[0] == base::diagnostic{bare_cr, {}, 3});
    CHECK(found[1] == base::diagnostic{bare_lf, {}, 7});
    CHECK(diagnosed("\r\na\nb\rc", {.binary = true}).empty());
}

TEST_CASE("a line may have 998 octets beside its line end") {
    for (const std::string_view end : {"\r\n", ""}) {
        CAPTURE(end);
        CHECK(diagnosed("\r\n" + std::string(998, 'x') + std::string(end)).empty());
        CHECK(diagnosed("\r\n" + std::string(999, 'x') + std::string(end)) ==
              std::vector{base::diagnostic{line_too_long, "999 octets", 2}});
    }
}

TEST_CASE("a message that is wrong a million times is told so twenty times") {
    std::string message = "\r\n";
    for (int i = 0; i < 100; ++i) message += std::string(1000, 'x') + "\r\n";
    CHECK(diagnosed(message).size() == findings::most_of_one_code);
}

TEST_CASE("a detail is cut where it is too long, and is UTF-8 whatever octets it is made of") {
    const auto kept = [](std::string_view detail) {
        findings found("");
        found.add(line_too_long, detail);
        return found.take().at(0).detail;
    };
    const std::size_t longest = findings::longest_detail;
    CHECK(kept(std::string(longest, 'x')) == std::string(longest, 'x'));
    CHECK(kept(std::string(longest + 1, 'x')) == std::string(longest, 'x'));
    CHECK(kept(std::string(longest - 2, 'x') + "\u20AC") == std::string(longest - 2, 'x'));
    CHECK(kept(std::string(longest - 3, 'x') + "\u20ACx") == std::string(longest - 3, 'x') + "\u20AC");
    // U+FFFD for each octet that is no UTF-8 (three octets), as many as there is room for
    for (const char octet : {'\x80', '\xFF'}) {
        std::string replaced;
        while (replaced.size() < longest) replaced += "\uFFFD";
        CHECK(kept(std::string(longest * 2, octet)) == replaced);
    }
}

}  // namespace mocksmtp::diagnosis
