#include <doctest/doctest.h>

#include "mocksmtp/smtp/line_reader.hpp"

using mocksmtp::smtp::line_reader;

TEST_CASE("lines end with CRLF or LF, and a CR alone ends nothing") {
    line_reader reader(100);
    std::string_view input = "one\r\ntwo\nthr\ree\r\n";
    CHECK(reader.next(input)->text == "one");
    const auto two = reader.next(input);
    CHECK(two->text == "two");
    CHECK(two->ended_by_lf);
    const auto three = reader.next(input);
    CHECK(three->text == "thr\ree");
    CHECK(!three->ended_by_lf);
    CHECK(input.empty());
    CHECK(!reader.next(input));
}

TEST_CASE("a line may come in any pieces, also between CR and LF") {
    line_reader reader(100);
    for (const std::string_view piece : {"N", "OO", "P\r"}) {
        std::string_view input = piece;
        CHECK(!reader.next(input));
        CHECK(input.empty());
    }
    std::string_view input = "\nQUIT\r\n";
    const auto first = reader.next(input);
    CHECK(first->text == "NOOP");
    CHECK(!first->ended_by_lf);
    CHECK(reader.next(input)->text == "QUIT");
}

TEST_CASE("a line at the limit passes, one octet more is read to its end and reported") {
    for (const std::size_t length : {998U, 999U, 1000U, 1001U, 1003U}) {
        CAPTURE(length);
        line_reader reader(1000);
        const std::string line(length - 2, 'x');
        const std::string bytes = line + "\r\nNOOP\r\n";
        std::string_view input = bytes;
        const auto read = reader.next(input);
        REQUIRE(read);
        CHECK(read->too_long == (length > 1000));
        if (length <= 1000) CHECK(read->text == line);
        CHECK(reader.next(input)->text == "NOOP");
    }
}

TEST_CASE("an endless line is not kept beyond the limit and does not hide the next command") {
    line_reader reader(1000);
    const std::string block(65536, 'x');
    for (int i = 0; i < 100; ++i) {
        std::string_view input = block;
        CHECK(!reader.next(input));
    }
    std::string_view input = "\r\nNOOP\r\n";
    const auto line = reader.next(input);
    CHECK(line->too_long);
    CHECK(line->text.size() <= 1000);
    CHECK(reader.next(input)->text == "NOOP");
}

TEST_CASE("the octets of a line are counted beyond its limit, in whatever pieces they come") {
    for (const std::string end : {"\r\n", "\n"}) {
        for (std::size_t cut = 0; cut <= 2000 + end.size(); ++cut) {
            line_reader reader(1000);
            const std::string bytes = std::string(2000, 'x') + end;
            std::string_view first = std::string_view(bytes).substr(0, cut);
            std::string_view rest = std::string_view(bytes).substr(cut);
            auto line = reader.next(first);
            if (!line) line = reader.next(rest);
            REQUIRE(line);
            CHECK(line->octets == 2000);
        }
    }
}
