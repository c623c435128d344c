// What the diagnosis says of a message, as tests about parts compare it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/diagnosis/pieces.hpp"

namespace mocksmtp::diagnosis {

// The octet that counts is behind the mark.
struct marked_message {
    std::string bytes;
    std::size_t at = std::string::npos;
};

inline marked_message without_mark(std::string_view written) {
    constexpr std::string_view mark = "@@";
    marked_message message{std::string(written)};
    message.at = message.bytes.find(mark);
    if (message.at != std::string::npos) message.bytes.erase(message.at, mark.size());
    return message;
}

inline std::vector<base::diagnostic> part_diagnostics(std::string_view message, const circumstances& sent) {
    const mail::view seen(message);
    findings found(message);
    diagnose_parts(seen, sent, found);
    return found.take();
}

inline std::string told(const std::vector<base::diagnostic>& all) {
    std::string text;
    for (const base::diagnostic& one : all) {
        text += std::string(base::row_of(one.code).name) + " at " +
                (one.offset ? std::to_string(*one.offset) : "none") + " (" + one.detail + ")\n";
    }
    return text;
}

constexpr circumstances eight_bit_mail{.smtputf8 = false, .eight_bit = true, .binary = false};

// The only thing wrong is this, at the mark.
inline void check_only(base::diagnostic_code code, std::string_view detail, std::string_view marked,
                       const circumstances& sent = eight_bit_mail) {
    const marked_message message = without_mark(marked);
    CAPTURE(marked);
    CHECK(told(part_diagnostics(message.bytes, sent)) == told({{code, std::string(detail), message.at}}));
}

inline void check_clean(std::string_view message, const circumstances& sent = eight_bit_mail) {
    CAPTURE(message);
    CHECK(told(part_diagnostics(message, sent)).empty());
}

}  // namespace mocksmtp::diagnosis
