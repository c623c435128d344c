#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "mocksmtp/smtp/body_reader.hpp"

namespace {

using namespace mocksmtp::smtp;

// What RFC 5321 4.5.2 asks of a client: a dot before each line that begins with one, and the final dot.
std::string stuffed(const std::string& message) {
    std::string out;
    bool line_start = true;
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (line_start && message[i] == '.') out += '.';
        out += message[i];
        line_start = message[i] == '\n' && i > 0 && message[i - 1] == '\r';
    }
    return out + ".\r\n";
}

}  // namespace

TEST_CASE("whatever a client stuffs comes out as it was, in any pieces") {
    CHECK(rc::check("stuff and unstuff", [] {
        const auto tokens = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            ".", "\r", "\n", "\r\n", "x", "..", std::string(1, '\0'), "\r\n.\r\n", "\xff"));
        std::string message;
        for (const auto& one : tokens) message += one;
        message += "\r\n";
        const std::string wire = stuffed(message) + "QUIT\r\n";
        const auto piece = *rc::gen::inRange<std::size_t>(1, 9);
        body_reader reader(body_reader::line_ends::crlf, 0);
        std::size_t used = 0;
        bool done = false;
        while (!done) {
            RC_ASSERT(used < wire.size());
            std::string_view input = std::string_view(wire).substr(used, piece);
            const std::size_t given = input.size();
            done = reader.read(input);
            used += given - input.size();
        }
        RC_ASSERT(wire.substr(used) == "QUIT\r\n");
        RC_ASSERT(reader.octets() == message.size());
        const auto received = reader.take();
        RC_ASSERT(received.bytes.view() == message);
        RC_ASSERT(on_the_wire(received) == wire.substr(0, used));
    }));
}

TEST_CASE("exactly the limit is kept; beyond it nothing is, but all is read and counted") {
    for (const std::size_t size : {99U, 100U, 101U, 1000000U}) {
        CAPTURE(size);
        body_reader reader(body_reader::line_ends::crlf, 100);
        const std::string wire = std::string(size - 2, 'x') + "\r\n.\r\n";
        std::string_view input = wire;
        CHECK(reader.read(input));
        CHECK(reader.octets() == size);
        CHECK(reader.too_big() == (size > 100));
        CHECK(reader.take().bytes.size() == (size > 100 ? 0 : size));
    }
}

TEST_CASE("after DATA LF either line end counts, and the message keeps both as they are") {
    body_reader reader(body_reader::line_ends::lf, 0);
    std::string_view input = "a\n..b\r\nc\n.\nQUIT\n";
    CHECK(reader.read(input));
    CHECK(input == "QUIT\n");
    CHECK(reader.ended_by_lf());
    const auto received = reader.take();
    CHECK(received.bytes.view() == "a\n.b\r\nc\n");
    CHECK(on_the_wire(received) == "a\n..b\r\nc\n.\n");
}

TEST_CASE("lines of 100,000 octets and a dot at every place where a read can end") {
    const std::string line(100000, 'x');
    const std::string message = line + "\r\n." + line + "\r\n.\r\n";
    const std::string wire = stuffed(message);
    for (const std::size_t cut : {99999U, 100000U, 100001U, 100002U, 100003U, 200004U, 200005U, 200006U, 200007U}) {
        CAPTURE(cut);
        body_reader reader(body_reader::line_ends::crlf, 0);
        std::string_view first = std::string_view(wire).substr(0, cut);
        CHECK(!reader.read(first));
        std::string_view rest = std::string_view(wire).substr(cut);
        CHECK(reader.read(rest));
        CHECK(reader.take().bytes.view() == message);
    }
}
