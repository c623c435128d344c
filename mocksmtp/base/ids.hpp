// Ids that people read: a letter and an ordinal that starts at 1, such as s1, t1, m1, a1, h1.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::base {

// One kind of id for each letter, so that a session's id never passes for a message's. Number 0 is "none".
template <char letter>
struct ordinal_id {
    std::uint64_t number = 0;

    friend auto operator<=>(const ordinal_id&, const ordinal_id&) = default;
    explicit operator bool() const { return number != 0; }
    std::string text() const { return letter + std::to_string(number); }

    // The id that `text` spells, or nothing: another letter, no number, leading zeros, or 0.
    static std::optional<ordinal_id> parse(std::string_view text) {
        if (text.size() < 2 || text[0] != letter || text[1] == '0') return std::nullopt;
        ordinal_id id;
        const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), id.number);
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        return id;
    }
};

using session_id = ordinal_id<'s'>;
using transaction_id = ordinal_id<'t'>;
using message_id = ordinal_id<'m'>;
using attempt_id = ordinal_id<'a'>;
using hold_id = ordinal_id<'h'>;

}  // namespace mocksmtp::base
