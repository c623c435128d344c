#include "mocksmtp/base/ids.hpp"

#include <doctest/doctest.h>

using namespace mocksmtp::base;

TEST_CASE("an id is its letter and its number, and reads back") {
    const message_id id{12};
    CHECK(id.text() == "m12");
    CHECK(message_id::parse("m12") == id);
    CHECK(session_id::parse("s18446744073709551615") == session_id{18446744073709551615u});
}

TEST_CASE("ids are ordered by number, and 0 is none") {
    CHECK(message_id{2} < message_id{10});
    CHECK_FALSE(static_cast<bool>(message_id{}));
    CHECK(static_cast<bool>(message_id{1}));
}

TEST_CASE("what does not spell an id of that kind is not one") {
    for (const auto* text :
         {"", "m", "12", "s12", "M12", "m0", "m012", "m-1", "m+1", "m1 ", " m1", "m1x", "m18446744073709551616"})
        CHECK_MESSAGE(message_id::parse(text) == std::nullopt, text);
}
