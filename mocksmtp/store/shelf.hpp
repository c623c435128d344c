// Records by their ordinal id: constant-time lookup, ordered walks, holes where something was taken away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

namespace mocksmtp::store {

// Numbers start at 1 and are never given twice. Records stay where they are until removed.
template <class record>
class shelf {
public:
    // Makes the next record; its number is newest().
    record& add() {
        slots_.push_back(std::make_unique<record>());
        ++kept_;
        return *slots_.back();
    }
    // Makes the record of this number, whatever its place among the others; nullptr if it is there already. For what
    // was numbered elsewhere.
    record* add_at(std::uint64_t number) {
        if (number == 0 || find(number) != nullptr) return nullptr;
        if (slots_.empty()) first_ = number;
        for (; number < first_; --first_) slots_.push_front(nullptr);
        while (number - first_ >= slots_.size()) slots_.push_back(nullptr);
        auto& slot = slots_[number - first_];
        slot = std::make_unique<record>();
        ++kept_;
        return slot.get();
    }
    record* find(std::uint64_t number) const {
        if (number < first_ || number - first_ >= slots_.size()) return nullptr;
        return slots_[number - first_].get();
    }
    // The record is gone when this returns; false if there was none.
    bool remove(std::uint64_t number) {
        if (find(number) == nullptr) return false;
        slots_[number - first_].reset();
        --kept_;
        while (!slots_.empty() && slots_.front() == nullptr) {
            slots_.pop_front();
            ++first_;
        }
        return true;
    }

    std::uint64_t newest() const { return first_ + slots_.size() - 1; }  // 0: never one
    // The oldest number that may still be there; newest() + 1 when none is.
    std::uint64_t oldest() const { return first_; }
    std::size_t size() const { return kept_; }
    // Are all numbers from the oldest to the newest there?
    bool is_gapless() const { return kept_ == slots_.size(); }

private:
    std::deque<std::unique_ptr<record>> slots_;
    std::uint64_t first_ = 1;
    std::size_t kept_ = 0;
};

}  // namespace mocksmtp::store
