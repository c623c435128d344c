// A set of numbers that nearly always grows at its end: eight octets each, in one piece.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mocksmtp::store {

// Of numbers from 1 to 2^63 - 1. What is erased stays as a mark until half of all are marks, so that erasing costs
// little wherever it is done.
class ascending_numbers {
public:
    void insert(std::uint64_t number) {
        const auto slot = number << 1;
        if (slots_.empty() || slots_.back() < slot) return slots_.push_back(slot);
        const auto at = place_of(number);
        first_ = std::min(first_, static_cast<std::size_t>(at - slots_.begin()));
        if (*at >> 1 != number) {
            slots_.insert(at, slot);
        } else if ((*at & gone) != 0) {
            --gone_;
            *at = slot;
        }
    }

    void erase(std::uint64_t number) {
        const auto at = place_of(number);
        if (at == slots_.end() || *at != number << 1) return;
        *at |= gone;
        ++gone_;
        while (first_ < slots_.size() && (slots_[first_] & gone) != 0) ++first_;
        if (gone_ * 2 <= slots_.size()) return;
        std::erase_if(slots_, [](std::uint64_t slot) { return (slot & gone) != 0; });
        slots_.shrink_to_fit();
        first_ = gone_ = 0;
    }

    bool empty() const { return gone_ == slots_.size(); }

    // The next greater or smaller one; 0: none.
    std::uint64_t after(std::uint64_t number) const {
        auto at = std::upper_bound(begin(), slots_.end(), number << 1 | gone);
        while (at != slots_.end() && (*at & gone) != 0) ++at;
        return at == slots_.end() ? 0 : *at >> 1;
    }
    std::uint64_t before(std::uint64_t number) const {
        auto at = std::lower_bound(begin(), slots_.end(), number << 1);
        while (at != begin() && (*(at - 1) & gone) != 0) --at;
        return at == begin() ? 0 : *(at - 1) >> 1;
    }

private:
    static constexpr std::uint64_t gone = 1;

    std::vector<std::uint64_t>::const_iterator begin() const {
        return slots_.begin() + static_cast<std::ptrdiff_t>(first_);
    }
    std::vector<std::uint64_t>::iterator place_of(std::uint64_t number) {
        return std::lower_bound(slots_.begin(), slots_.end(), number << 1);
    }

    std::vector<std::uint64_t> slots_;  // twice the number, and 1 more where it is gone
    std::size_t first_ = 0;             // of the slots: all before it are gone
    std::size_t gone_ = 0;
};

}  // namespace mocksmtp::store
