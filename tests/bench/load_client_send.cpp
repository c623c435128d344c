#include "load_client_send.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

namespace bench {
namespace {

// AUTH PLAIN with an initial response (RFC 4616).
std::string plain_login(std::uint64_t number) {
    std::string secret = '\0' + ("user" + std::to_string(number)) + '\0' + "password";
    std::string coded(4 * (secret.size() / 3 + 1) + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                        reinterpret_cast<const unsigned char*>(secret.data()), static_cast<int>(secret.size()));
    coded.resize(static_cast<std::size_t>(length));
    return "AUTH PLAIN " + coded + "\r\n";
}

}  // namespace

void sender::say(std::string small, std::string_view large) {
    small_ = std::move(small);
    large_ = large;
    sent_ = 0;
}

std::string sender::recipient(std::uint64_t message) const {
    return "RCPT TO:<" + (all_.varied ? "r" + std::to_string(message) : std::string("bob")) + "@example.test>\r\n";
}

std::string sender::header(std::uint64_t message) const {
    return all_.varied ? "Subject: Message number " + std::to_string(message) + "\r\n" : std::string();
}

void sender::connected() {
    step_ = step::banner;
    reader_ = {};
    say({});
}

sender::wish sender::received(std::string_view bytes) {
    wish now = wish::reply;
    reader_.read(bytes, [&](char digit) { now = answered(digit); });
    return now;
}

sender::wish sender::begin() {
    if (all_.begun >= all_.messages) {
        step_ = step::farewell;
        say("QUIT\r\n");
        return wish::reply;
    }
    message_ = ++all_.begun;
    mail_at_ = steady::now();
    if (all_.how != flow::pipelined) {
        step_ = step::mail;
        say("MAIL FROM:<app@example.test>\r\n");
        return wish::reply;
    }
    burst_ = std::min(all_.depth, all_.messages - message_ + 1);
    all_.begun += burst_ - 1;
    replies_ = 0;
    step_ = step::burst;
    if (all_.varied) {
        say(burst(message_, burst_));
    } else {
        if (all_.usual_burst.empty()) all_.usual_burst = burst(0, all_.depth);
        say({}, std::string_view(all_.usual_burst).substr(0, all_.usual_burst.size() / all_.depth * burst_));
    }
    return wish::reply;
}

std::string sender::burst(std::uint64_t first, std::uint64_t count) const {
    std::string all;
    for (std::uint64_t i = first; i < first + count; ++i)
        all += "MAIL FROM:<app@example.test>\r\n" + recipient(i) + "DATA\r\n" + header(i) + all_.body;
    return all;
}

sender::wish sender::acknowledged() {
    ++all_.acknowledged;
    const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(steady::now() - mail_at_);
    all_.latencies.push_back(static_cast<std::uint32_t>(taken.count()));
    if (all_.how != flow::single) return wish::start;
    step_ = step::farewell;
    say("QUIT\r\n");
    return wish::reply;
}

sender::wish sender::answered(char digit) {
    const bool goes_on = step_ == step::data || (step_ == step::burst && replies_ % 4 == 2);
    if (digit != (goes_on ? '3' : '2')) die(std::string("a reply begins with ") + digit);
    switch (step_) {
        case step::banner:
            step_ = step::hello;
            say("EHLO bench.example.test\r\n");
            return wish::reply;
        case step::hello:
            if (!all_.login) return wish::start;
            step_ = step::login;
            say(plain_login(number_));
            return wish::reply;
        case step::login:
            return wish::start;
        case step::mail:
            step_ = step::rcpt;
            say(recipient(message_));
            return wish::reply;
        case step::rcpt:
            step_ = step::data;
            say("DATA\r\n");
            return wish::reply;
        case step::data:
            step_ = step::body;
            say(header(message_), all_.body);
            return wish::reply;
        case step::body:
            return acknowledged();
        case step::burst:
            if (replies_ % 4 == 3) ++all_.acknowledged;
            return ++replies_ == 4 * burst_ ? wish::start : wish::reply;
        case step::farewell:
            return all_.how == flow::single && all_.begun < all_.messages ? wish::reconnect : wish::gone;
    }
    die("a reply that nothing asked for");
}

}  // namespace bench
