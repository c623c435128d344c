// A growing run of bytes for message bodies: on realloc, so that large ones grow by moving pages, not bytes.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace mocksmtp::base {

// Move-only; what was moved from is empty. Growing throws std::bad_alloc when memory is out and leaves the
// contents as they were. Views are valid until the next append, reserve, shrink_to_fit or move. Buffers that share
// their bytes belong to one thread.
class byte_buffer {
public:
    byte_buffer() = default;
    explicit byte_buffer(std::string_view bytes) { append(bytes); }
    byte_buffer(byte_buffer&& other) noexcept { swap(other); }
    byte_buffer& operator=(byte_buffer&& other) noexcept {
        byte_buffer(std::move(other)).swap(*this);
        return *this;
    }
    byte_buffer(const byte_buffer&) = delete;
    byte_buffer& operator=(const byte_buffer&) = delete;
    ~byte_buffer() { let_go(); }

    // The bytes may not be part of this buffer.
    void append(std::string_view bytes) {
        if (bytes.empty()) return;
        char* const to = bytes.size() <= capacity_ - size_ ? data_ + size_ : grow(bytes.size());
        bytes.copy(to, bytes.size());
        size_ += bytes.size();
    }

    void reserve(std::size_t capacity);
    void shrink_to_fit();  // gives unused room back; keeps it when that fails

    // Another buffer with the same bytes, which are kept once: whichever of the two grows makes a copy of its own.
    byte_buffer share();

    std::string_view view() const { return {data_, size_}; }
    std::size_t size() const { return size_; }
    std::size_t capacity() const { return capacity_; }
    bool empty() const { return size_ == 0; }

private:
    char* grow(std::size_t more);  // gives the place of the next byte
    void let_go();
    void swap(byte_buffer& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(owners_, other.owners_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }

    char* data_ = nullptr;
    std::size_t* owners_ = nullptr;  // how many share the bytes; null: never shared
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace mocksmtp::base
