#include "mocksmtp/store/journal.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/store/packed.hpp"

using namespace mocksmtp;
using store::event_kind;
using store::journal;

namespace {

std::uint64_t say(journal& to, const std::string& text, std::uint64_t previous = 0) {
    std::string packed;
    store::packer(packed).put(std::string_view(text));
    return to.append({.kind = event_kind::mark, .session = {}, .time = {}, .previous = previous, .packed = packed});
}

std::string text_of(const journal& in, std::uint64_t n) {
    return std::get<store::remark>(in.read(n, 1).value().what).text;
}

}  // namespace

TEST_CASE("events are numbered from 1 and keep their details, short or long") {
    journal kept;
    CHECK(kept.newest() == 0);
    for (const std::size_t length : {0, 38, 39, 40, 41, 100'000}) {
        const auto n = say(kept, std::string(length, 'x'));
        CHECK(kept.newest() == n);
        CHECK(text_of(kept, n) == std::string(length, 'x'));
    }
    CHECK(kept.newest() == 6);
    CHECK_FALSE(kept.read(0, 1));
    CHECK_FALSE(kept.read(7, 1));
}

TEST_CASE("a forgotten event leaves a gap in the numbers and none in its chain") {
    journal kept;
    const auto first = say(kept, "one");
    const auto second = say(kept, "two", first);
    const auto third = say(kept, "three", second);
    kept.forget(second, first);
    CHECK_FALSE(kept.read(second, 1));
    CHECK(kept.glance(first)->next == third);
    CHECK(kept.after(first) == third);
    CHECK(text_of(kept, third) == "three");
}

TEST_CASE("what is forgotten gives its memory back") {
    journal kept;
    std::uint64_t last = 0;
    for (int i = 0; i < 10'000; ++i) last = say(kept, std::string(100, 'x'), last);
    const auto full = kept.octets();
    for (std::uint64_t n = 2; n < last; ++n) kept.forget(n, 1);
    CHECK(kept.octets() * 10 < full);
    CHECK(kept.after(1) == last);
    CHECK(kept.glance(1)->next == last);
    const auto next = say(kept, "still going", last);
    CHECK(next == last + 1);
    CHECK(text_of(kept, next) == "still going");
}
