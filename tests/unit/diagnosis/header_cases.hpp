// Header fields, and what is wrong with them at which octet: how the tests of the header's diagnosis say it.
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/diagnosis/diagnosis.hpp"

namespace mocksmtp::diagnosis {

// What every message has to have, and the fields behind it.
inline std::string with_fields(std::string_view fields) {
    return "Date: Mon, 5 Jan 2026 10:00:00 +0100\r\nFrom: ann@example.com\r\nMessage-ID: <1@example.com>\r\n" +
           std::string(fields) + "\r\nHello.\r\n";
}

inline std::vector<base::diagnostic> found_in(std::string_view message, const circumstances& sent = {}) {
    return diagnose(mail::view(message), sent);
}

// Those of one code.
inline std::vector<base::diagnostic> found_of(base::diagnostic_code code, std::string_view message,
                                              const circumstances& sent = {}) {
    auto all = found_in(message, sent);
    std::erase_if(all, [&](const base::diagnostic& one) { return one.code != code; });
    return all;
}

struct header_case {
    std::string_view fields;  // a whole line each
    std::string_view at;      // where it is told: the offset of this text's last occurrence in the message
    std::string_view detail;
};

// Each is told once, there and so; no other code but those in `beside` is found.
inline void check_told(base::diagnostic_code code, const std::vector<header_case>& cases,
                       const std::vector<base::diagnostic_code>& beside = {}) {
    for (const header_case& one : cases) {
        CAPTURE(one.fields);
        const std::string message = with_fields(one.fields);
        for (const base::diagnostic& found : found_in(message)) {
            bool expected = found.code == code;
            for (const auto other : beside) expected = expected || found.code == other;
            CAPTURE(base::row_of(found.code).name);
            CAPTURE(found.detail);
            CHECK(expected);
        }
        const auto found = found_of(code, message);
        REQUIRE(found.size() == 1);
        CHECK(found[0].detail == one.detail);
        CHECK(found[0].offset == message.rfind(one.at));
    }
}

// Nothing at all is wrong with these.
inline void check_fine(const std::vector<std::string_view>& fields) {
    for (const std::string_view one : fields) {
        CAPTURE(one);
        for (const base::diagnostic& found : found_in(with_fields(one))) {
            CAPTURE(base::row_of(found.code).name);
            CHECK(found.detail == "nothing");
        }
    }
}

}  // namespace mocksmtp::diagnosis
