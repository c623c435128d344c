#include "mocksmtp/base/cut.hpp"

#include <doctest/doctest.h>

using mocksmtp::base::cut;

TEST_CASE("text is cut before a character, not in it") {
    CHECK(cut("abc", 3) == "abc");
    CHECK(cut("a\xC3\xA9z", 3) == "a\xC3\xA9");
    CHECK(cut("a\xC3\xA9z", 2) == "a");
    CHECK(cut("\xC3\xA9", 1).empty());
    CHECK(cut("a\xF0\x9F\x98\x80", 4) == "a");
    CHECK(cut("abc", 0).empty());
    CHECK(cut("\x80\x80\x80\x80\x80\x80", 5) == "\x80\x80\x80\x80\x80");
}
