#include "mocksmtp/base/byte_buffer.hpp"

#include <algorithm>
#include <limits>
#include <new>

namespace mocksmtp::base {

void byte_buffer::reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    if (owners_ != nullptr) {
        byte_buffer own;
        own.reserve(capacity);
        own.append(view());
        return own.swap(*this);
    }
    auto* moved = static_cast<char*>(std::realloc(data_, capacity));
    if (moved == nullptr) throw std::bad_alloc();
    data_ = moved;
    capacity_ = capacity;
}

char* byte_buffer::grow(std::size_t more) {
    constexpr std::size_t first_capacity = 512;
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / 2;
    if (more > most - size_) throw std::bad_alloc();
    reserve(std::max({size_ + more, capacity_ * 2, first_capacity}));
    return data_ + size_;
}

// Without spare room in either, so that nobody writes where the other looks.
byte_buffer byte_buffer::share() {
    byte_buffer other;
    if (size_ == 0) return other;
    shrink_to_fit();
    if (owners_ == nullptr) owners_ = new std::size_t(1);
    ++*owners_;
    capacity_ = size_;
    other.data_ = data_;
    other.owners_ = owners_;
    other.size_ = other.capacity_ = size_;
    return other;
}

void byte_buffer::let_go() {
    if (owners_ != nullptr && --*owners_ != 0) return;
    delete owners_;
    std::free(data_);
}

void byte_buffer::shrink_to_fit() {
    if (size_ == capacity_) return;
    if (size_ == 0) {
        *this = byte_buffer();
        return;
    }
    if (auto* moved = static_cast<char*>(std::realloc(data_, size_))) {
        data_ = moved;
        capacity_ = size_;
    }
}

}  // namespace mocksmtp::base
