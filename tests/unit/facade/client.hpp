// A client on a real socket that says lines and reads whole replies.
#pragma once

#include <doctest/doctest.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <cstdint>
#include <string>

namespace tests {

class client {
public:
    explicit client(std::uint16_t port) : socket_(loop_) {
        socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
        read();
    }
    std::string say(const std::string& line) {
        boost::asio::write(socket_, boost::asio::buffer(line + "\r\n"));
        return read();
    }
    // What the server says unasked.
    std::string hear() { return read(); }
    void send(const std::string& to) {
        CHECK(say("MAIL FROM:<app@example.test>").starts_with("250"));
        CHECK(say("RCPT TO:<" + to + ">").starts_with("250"));
        CHECK(say("DATA").starts_with("354"));
        CHECK(say("Subject: Hello " + to + "\r\n\r\nx\r\n.").starts_with("250"));
    }

private:
    std::string read() {
        while (true) {
            const std::size_t end = boost::asio::read_until(socket_, boost::asio::dynamic_buffer(buffer_), "\r\n");
            const std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end);
            if (line.size() > 3 && line[3] == ' ') return line;
        }
    }
    boost::asio::io_context loop_;
    boost::asio::ip::tcp::socket socket_;
    std::string buffer_;
};

}  // namespace tests
