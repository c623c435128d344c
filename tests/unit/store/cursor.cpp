#include "mocksmtp/store/cursor.hpp"

#include <doctest/doctest.h>

using mocksmtp::store::cursor;

TEST_CASE("a cursor is written as epoch, dot, number and read back") {
    CHECK(cursor{1, 6}.text() == "1.6");
    CHECK(cursor::parse("1.6") == cursor{1, 6});
    CHECK(cursor::parse("12.0") == cursor{12, 0});
}

TEST_CASE("what is no cursor is none") {
    for (const auto* text : {"", ".", "1", "1.", ".6", "0.6", "01.6", "1.06", "-1.6", "1.-6", "1.6.2", " 1.6", "1.6 ",
                             "a.b", "99999999999999999999.1"}) {
        CAPTURE(text);
        CHECK_FALSE(cursor::parse(text));
    }
}

TEST_CASE("a later epoch is after everything of an earlier one") {
    CHECK(cursor{1, 900} < cursor{2, 0});
    CHECK(cursor{2, 1} < cursor{2, 2});
}
