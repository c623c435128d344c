#include "mocksmtp/base/byte_buffer.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <limits>
#include <new>
#include <string>
#include <utility>
#include <vector>

using mocksmtp::base::byte_buffer;
using namespace std::string_literals;

TEST_CASE("a new buffer is empty and has no memory") {
    const byte_buffer buffer;
    CHECK(buffer.empty());
    CHECK(buffer.view().empty());
    CHECK(buffer.capacity() == 0);
}

TEST_CASE("what is appended piece by piece is there in one piece") {
    CHECK(rc::check([](const std::vector<std::string>& pieces) {
        byte_buffer buffer;
        std::string whole;
        for (const auto& piece : pieces) {
            buffer.append(piece);
            whole += piece;
        }
        RC_ASSERT(buffer.view() == whole);
        RC_ASSERT(buffer.size() == whole.size());
    }));
}

TEST_CASE("large contents keep every byte, NUL too, while the buffer grows") {
    byte_buffer buffer;
    std::string whole;
    const std::string piece("0123456789abcde\0"s);
    while (whole.size() < (10u << 20)) {
        buffer.append(piece);
        whole += piece;
    }
    const bool same = buffer.view() == whole;
    CHECK(same);
    CHECK(buffer.capacity() <= 2 * buffer.size());
}

TEST_CASE("room that was reserved is used without moving") {
    byte_buffer buffer;
    buffer.reserve(100000);
    buffer.append("a");
    const char* first = buffer.view().data();
    buffer.append(std::string(99999, 'b'));
    CHECK(buffer.view().data() == first);
    CHECK(buffer.capacity() == 100000);
    buffer.reserve(10);
    CHECK(buffer.capacity() == 100000);
}

TEST_CASE("giving room back keeps the contents") {
    byte_buffer buffer("hello");
    buffer.reserve(1 << 20);
    buffer.shrink_to_fit();
    CHECK(buffer.view() == "hello");
    CHECK(buffer.capacity() == 5);
    buffer.append(" world");
    CHECK(buffer.view() == "hello world");

    byte_buffer unused;
    unused.reserve(1000);
    unused.shrink_to_fit();
    CHECK(unused.capacity() == 0);
    unused.append("x");
    CHECK(unused.view() == "x");
}

TEST_CASE("moving hands the contents over and leaves nothing behind") {
    byte_buffer first("hello");
    byte_buffer second(std::move(first));
    CHECK(second.view() == "hello");
    // NOLINTBEGIN(bugprone-use-after-move): what is left of it is what this is about.
    CHECK(first.empty());
    first.append("again");
    second = std::move(first);
    CHECK(second.view() == "again");
    CHECK(first.empty());
    CHECK(first.capacity() == 0);
    // NOLINTEND(bugprone-use-after-move)
}

TEST_CASE("a buffer that cannot grow keeps its contents") {
    byte_buffer buffer("hello");
    // Volatile, or the compiler sees that no such text exists.
    const volatile std::size_t too_much = std::numeric_limits<std::size_t>::max() / 2;
    const std::string_view impossible("x", too_much);
    CHECK_THROWS_AS(buffer.append(impossible), std::bad_alloc);
    CHECK(buffer.view() == "hello");
}

TEST_CASE("shared bytes are kept once, and outlive either") {
    byte_buffer first("0123456789");
    byte_buffer second = first.share();
    byte_buffer third = second.share();
    CHECK(first.view().data() == second.view().data());
    CHECK(third.view().data() == second.view().data());
    first = byte_buffer();
    second = byte_buffer("else");
    CHECK(third.view() == "0123456789");
    CHECK(byte_buffer().share().empty());
}

TEST_CASE("whoever grows a shared buffer has a copy of its own") {
    byte_buffer first;
    first.reserve(100);
    first.append("0123456789");
    byte_buffer second = first.share();
    second.append("ab");
    first.append("xyz");
    CHECK(first.view() == "0123456789xyz");
    CHECK(second.view() == "0123456789ab");
    byte_buffer third = first.share();
    third.shrink_to_fit();
    CHECK(third.view().data() == first.view().data());
}
