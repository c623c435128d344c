// A position in the journal: which epoch, and behind how many of its events.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::store {

// Written "<epoch>.<n>". Epochs count from 1 and grow with each reset; event 1 is the first of an epoch, n = 0 stands
// before it. "Since a cursor" means events with a greater n.
struct cursor {
    std::uint64_t epoch = 1;
    std::uint64_t n = 0;

    friend auto operator<=>(const cursor&, const cursor&) = default;
    std::string text() const;
    // Nothing for anything but two plain decimal numbers, the first not 0.
    static std::optional<cursor> parse(std::string_view text);
};

// How a cursor that somebody kept relates to the journal now.
enum class cursor_age {
    current,        // of this epoch, at or before the newest event
    earlier_epoch,  // from before a reset: what it meant is gone
    unknown         // of an epoch or event that has not been yet
};

}  // namespace mocksmtp::store
