// The large read buffer that all connections share, and its replacement while one of them has to hang on to it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace mocksmtp::net {

/// An idle connection owns no buffer: it reads into current() and is done with it before the next one reads. One that
/// parks amid its input takes the buffer with it, and gives it back when the input is used up.
class buffer_pool {
public:
    static constexpr std::size_t buffer_octets = 262144;
    using buffer = std::unique_ptr<char[]>;

    std::span<char> current() {
        if (!current_) current_ = spare_ ? std::move(spare_) : buffer(new char[buffer_octets]);
        return {current_.get(), buffer_octets};
    }
    buffer take() { return std::move(current_); }
    void give_back(buffer used) {
        if (!spare_) spare_ = std::move(used);
    }

private:
    buffer current_;
    buffer spare_;
};

}  // namespace mocksmtp::net
