// What a captured message costs beyond its bytes, counted where memory is asked for.
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>

#include "tests/unit/store/client.hpp"

using namespace testing;

namespace {

std::size_t in_use = 0;

// Each piece carries its size in front of it.
constexpr std::size_t front = alignof(std::max_align_t);

// What glibc takes for a piece of so many octets: eight more, in steps of sixteen.
std::size_t taken(std::size_t size) { return (size + 8 + 15) / 16 * 16; }

}  // namespace

// std::stable_sort asks this one for its buffer, and gives it back to the delete below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    auto* whole = static_cast<char*>(std::malloc(size + front));
    if (whole == nullptr) return nullptr;
    *reinterpret_cast<std::size_t*>(whole) = size;
    in_use += taken(size);
    return whole + front;
}

void* operator new(std::size_t size) {
    void* piece = operator new(size, std::nothrow);
    if (piece == nullptr) throw std::bad_alloc();
    return piece;
}

void operator delete(void* piece) noexcept {
    if (piece == nullptr) return;
    auto* whole = static_cast<char*>(piece) - front;
    in_use -= taken(*reinterpret_cast<std::size_t*>(whole));
    std::free(whole);
}

void operator delete(void* piece, std::size_t) noexcept { operator delete(piece); }

namespace {

constexpr std::size_t many = 20'000;
constexpr std::size_t body_size = 1024;

// The bytes themselves are not asked for by new; beside them malloc keeps this.
constexpr std::size_t beside_body = 16;

testing::mail numbered(std::size_t i) {
    return {.to = {"recipient" + std::to_string(i) + "@example.test"}, .bytes = std::string(body_size, 'x')};
}

}  // namespace

TEST_CASE("a captured message costs under one and a half KiB beyond its bytes, journal included") {
    for (const std::size_t transcript : {std::size_t{1'000}, 10 * many}) {
        CAPTURE(transcript);
        store::scope in({.limits = {.transcript_commands = transcript}});
        client one(in);
        one.hello();
        one.login("application");
        const auto before = in_use;
        for (std::size_t i = 0; i < many; ++i) one.send(numbered(i));
        const auto each = (in_use - before) / many + beside_body;
        MESSAGE("octets a message beyond its bytes: " << each);
        CHECK(each < 1536);
        CHECK(in.find(base::message_id{many})->raw.bytes.capacity() == body_size);
    }
}

TEST_CASE("the estimate that the byte limit goes by is near the truth") {
    for (const bool kept_session : {true, false}) {
        CAPTURE(kept_session);
        const auto before = in_use;
        store::scope in;
        client pooled(in);
        pooled.hello();
        for (std::size_t i = 0; i < many; ++i) {
            client fresh(in);
            if (!kept_session) fresh.hello();
            (kept_session ? pooled : fresh).send(numbered(i));
        }
        const auto truth = in_use - before + many * (body_size + beside_body);
        const auto estimate = in.state().store_bytes;
        MESSAGE("octets a message: " << truth / many << ", estimated " << estimate / many);
        CHECK(estimate > truth * 8 / 10);
        CHECK(estimate < truth * 12 / 10);
    }
}

TEST_CASE("a reset gives all memory back") {
    store::scope in;
    client(in).hello();
    in.reset();
    const auto before = in_use;
    {
        client one(in);
        one.hello();
        one.login("app");
        for (std::size_t i = 0; i < 1000; ++i) one.send(numbered(i));
    }
    CHECK(in_use > before + 100'000);
    in.reset();
    CHECK(in_use < before + 2'000);
}
