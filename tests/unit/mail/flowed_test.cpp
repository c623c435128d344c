#include "mocksmtp/mail/flowed.hpp"

#include <doctest/doctest.h>

#include <string_view>

#include "mocksmtp/mail/view.hpp"

using mocksmtp::mail::unflow;

TEST_CASE("lines that end in a space flow into the next (RFC 3676 section 4.1)") {
    CHECK(unflow("one \ntwo \nthree\nfour\n", false) == "one two three\nfour\n");
    CHECK(unflow("one \ntwo\n", true) == "onetwo\n");
    CHECK(unflow("one two", false) == "one two");
    CHECK(unflow("", false).empty());
    CHECK(unflow("\n\n", false) == "\n\n");
    CHECK(unflow("cut off \n", false) == "cut off \n");
}

TEST_CASE("a signature's line is none that flows, and nothing flows into it (RFC 3676 section 4.3)") {
    CHECK(unflow("bye \n-- \nme\n", false) == "bye \n-- \nme\n");
    CHECK(unflow("> -- \n> me\n", false) == "> -- \n> me\n");
}

TEST_CASE("stuffed spaces go (RFC 3676 section 4.4)") {
    CHECK(unflow(" From me\n  two\n >no quote\n", false) == "From me\n two\n>no quote\n");
}

TEST_CASE("quoted paragraphs flow among themselves and keep their marks once") {
    CHECK(unflow(">> deep \n>> er\n> up \nout\n", false) == ">> deep er\n> up \nout\n");
    CHECK(unflow(">a \n> b\n", false) == "> a b\n");
}

TEST_CASE("the text of a message is shown without the soft breaks of format=flowed") {
    using mocksmtp::mail::view;
    const auto text = [](std::string_view message) { return view(message).text()->text; };
    CHECK(text("Content-Type: text/plain; format=flowed\r\n\r\na \r\nb\r\n") == "a b\n");
    CHECK(text("Content-Type: text/plain; Format=Flowed; DelSp=Yes\r\n\r\na \r\nb\r\n") == "ab\n");
    CHECK(text("Content-Type: text/plain; format=fixed\r\n\r\na \r\nb\r\n") == "a \nb\n");
    CHECK(text("Content-Type: text/plain\r\n\r\na \r\nb\r\n") == "a \nb\n");
}
