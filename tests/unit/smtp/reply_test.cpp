#include <doctest/doctest.h>

#include "mocksmtp/smtp/reply.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

using namespace mocksmtp::smtp;

TEST_CASE("every line of a reply carries code and enhanced code, and only the last a space") {
    CHECK(wire({250, std::nullopt, {}}) == "250 \r\n");
    CHECK(wire({250, std::nullopt, {"a", "b"}}) == "250-a\r\n250 b\r\n");
    CHECK(wire({451, enhanced_code{4, 7, 1}, {"a", "b"}}) == "451-4.7.1 a\r\n451 4.7.1 b\r\n");
}

TEST_CASE("a reply is read from its text as it is written") {
    CHECK(parse_reply("451 4.7.1 Greylisted") == reply{451, enhanced_code{4, 7, 1}, {"Greylisted"}});
    CHECK(parse_reply("250 Ok") == reply{250, std::nullopt, {"Ok"}});
    CHECK(parse_reply("250 2.0 is no enhanced code")->lines == std::vector<std::string>{"2.0 is no enhanced code"});
    CHECK(parse_reply("550 one\ntwo")->lines == std::vector<std::string>{"one", "two"});
    CHECK(parse_reply("421")->lines == std::vector<std::string>{""});
    for (const auto* bad : {"", "abc", "199 x", "600 x", "25", "2500 x", "250-x"}) CHECK(!parse_reply(bad));
}

TEST_CASE("every reply of the book is a reply, and none leaves a placeholder behind") {
    const reply_book book;
    for (std::size_t i = 0; i < static_cast<std::size_t>(reply_id::count_); ++i) {
        CAPTURE(i);
        const reply said =
            book.say(static_cast<reply_id>(i), {"mock.test", "helo", "a@b", "arg", "m1", "10", "MAIL", "detail"});
        CHECK(said.code >= 200);
        CHECK(said.code <= 599);
        REQUIRE(!said.lines.empty());
        for (const auto& line : said.lines) {
            CHECK(!line.empty());
            CHECK(line.find('{') == std::string::npos);
        }
        // RFC 3463 2: the enhanced code's class is the reply's.
        if (said.enhanced) CHECK(said.enhanced->status_class == said.code / 100);
    }
}

TEST_CASE("what a client sent cannot break a reply's lines") {
    const reply said = reply_book().say(reply_id::user_unknown, {.address = "a\r\n250 ok\x7f"});
    CHECK(said.lines.size() == 1);
    CHECK(said.lines[0] == "<a??250 ok?>: Recipient address rejected: User unknown");
}

TEST_CASE("a copy of a reply's text is edited alone") {
    const reply first{.lines = {"a", "b"}};
    reply copy = first;
    CHECK(copy.lines == first.lines);
    copy.lines.edit()[1] = "c";
    CHECK(copy.lines == text_lines{"a", "c"});
    CHECK(first.lines == text_lines{"a", "b"});
    reply none;
    CHECK(none.lines.empty());
    CHECK(none.lines == text_lines(std::vector<std::string>()));
    none.lines.edit().emplace_back("d");
    CHECK(none.lines.get() == std::vector<std::string>{"d"});
    CHECK(raw_octets("x\r\n") == raw_octets(std::string("x\r\n")));
    CHECK(raw_octets("").empty());
    CHECK(raw_octets() == raw_octets(""));
}

TEST_CASE("a placeholder that stands for itself needs no filling in") {
    const reply_template words{250, {}, {"{queue_id} and {queue_id}"}};
    CHECK(words.names_anything_but(""));
    CHECK_FALSE(words.names_anything_but("{queue_id}"));
    CHECK(reply_template{250, {}, {"{queue_id} for {address}"}}.names_anything_but("{queue_id}"));
    CHECK_FALSE(reply_template{250, {}, {"nothing"}}.names_anything_but(""));
}
