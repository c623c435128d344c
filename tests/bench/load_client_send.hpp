// One sending session: what it says next, and what it makes of the replies.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "load_client_socket.hpp"

namespace bench {

enum class flow { kept, pipelined, single };

/// What all sessions of one run share.
struct campaign {
    std::uint64_t port = 0;
    flow how = flow::kept;
    std::uint64_t sessions = 1;
    std::uint64_t messages = 1;
    std::uint64_t depth = 50;  // messages in one burst, where all is pipelined
    bool varied = false;       // every message has a recipient and a subject of its own
    bool login = false;        // session n authenticates as user<n>
    std::string body;          // behind the varied header, with the final dot
    std::string usual_burst;   // made once, where nothing varies

    std::uint64_t begun = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t ready = 0;               // sessions that may send
    std::uint64_t working = 0;             // sessions with a message under way
    std::vector<std::uint32_t> latencies;  // microseconds from MAIL to the last 250, one message at a time
};

class sender {
public:
    sender(campaign& all, std::uint64_t number) : all_(all), number_(number) {}

    enum class wish { reply, start, reconnect, gone };
    /// A new connection is there.
    void connected();
    /// Takes what was received; says what it waits for now.
    wish received(std::string_view bytes);
    /// Begins the next message or burst; `gone` if there is none left.
    wish begin();
    /// What is to be sent: two pieces, so that a large body is not copied.
    std::string_view small() const { return std::string_view(small_).substr(std::min(sent_, small_.size())); }
    std::string_view large() const { return large_.substr(sent_ > small_.size() ? sent_ - small_.size() : 0); }
    bool has_output() const { return sent_ < small_.size() + large_.size(); }
    void sent(std::size_t octets) { sent_ += octets; }

private:
    enum class step { banner, hello, login, mail, rcpt, data, body, burst, farewell };

    wish answered(char digit);
    wish acknowledged();
    void say(std::string small, std::string_view large = {});
    std::string recipient(std::uint64_t message) const;
    std::string header(std::uint64_t message) const;
    std::string burst(std::uint64_t first, std::uint64_t count) const;

    campaign& all_;
    std::uint64_t number_;
    step step_ = step::banner;
    std::uint64_t message_ = 0;
    std::uint64_t burst_ = 0;    // messages in it
    std::uint64_t replies_ = 0;  // to the burst
    reply_reader reader_;
    std::string small_;
    std::string_view large_;
    std::size_t sent_ = 0;
    steady::time_point mail_at_;
};

}  // namespace bench
