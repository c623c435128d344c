// A conversation in which rules act at any step, in any combination: nothing may break, and everything must end.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/ruled.hpp"

namespace {

using namespace mocksmtp::smtp;

constexpr std::string_view words[] = {
    "EHLO a.example\r\n",
    "MAIL FROM:<a@b.example>\r\n",
    "RCPT TO:<c@d.example>\r\n",
    "DATA\r\n",
    "Subject: x\r\n\r\nbody\r\n",
    ".\r\n",
    "BDAT 3\r\nabc",
    "BDAT 4 LAST\r\nabcd",
    "RSET\r\n",
    "NOOP\r\n",
    "STARTTLS\r\n",
    "AUTH PLAIN AHRlc3QAc2VjcmV0\r\n",
    "AUTH LOGIN\r\n",
    "dGVzdA==\r\n",
    "*\r\n",
    "VRFY x\r\n",
    "nonsense\r\n",
    "QUIT\r\n",
};

// A verdict for each two octets: what it does, and how.
class drawn_verdicts {
public:
    explicit drawn_verdicts(std::string_view octets) : octets_(octets) {}

    std::optional<verdict> next(const situation& now) {
        if (at_ + 1 >= octets_.size()) return std::nullopt;
        const auto what = static_cast<std::uint8_t>(octets_[at_]);
        const auto how = static_cast<std::uint8_t>(octets_[at_ + 1]);
        at_ += 2;
        if ((what & 1) == 0) return std::nullopt;
        verdict made{.by = {"drawn", ++hits_}};
        if (what & 2 && now.usual != nullptr) made.answer = answer(how);
        if (what & 4) made.hold_at_most = std::chrono::milliseconds(how & 1);
        if (what & 8) made.delay = std::chrono::milliseconds(1);
        if (what & 16) made.slow_read = std::chrono::milliseconds(1);
        if (what & 32) made.close = closing(how);
        if (what & 64) made.keep = (how & 1) != 0;
        if (what & 128) unusual(made, how);
        return made;
    }

private:
    static mocksmtp::smtp::answer answer(std::uint8_t how) {
        if (how & 1) return static_cast<reply_id>(how % static_cast<std::size_t>(reply_id::count_));
        if (how & 2) return raw_reply(std::string(how % 7u, static_cast<char>(how)));
        return reply{200 + how, std::nullopt, {"drawn", "{queue_id}"}};
    }

    static verdict::closing closing(std::uint8_t how) {
        return {static_cast<hang_up::how>(how % 3), static_cast<verdict::closing::moment>(how / 3 % 3)};
    }

    static void unusual(verdict& made, std::uint8_t how) {
        made.mute = how % 8 == 0;
        made.keep_open = (how & 1) != 0;
        made.strip_starttls = (how & 2) != 0;
        if (how & 4) made.dribble = pace{how % 5u, std::chrono::milliseconds(0)};
        if (how & 8) made.tls = tls_fault{.refuse = true};
        if (how & 16) made.offer = changed_offer{.add = {"X"}, .remove = {"SIZE"}, .mechanisms = {{}}};
    }

    std::string_view octets_;
    std::size_t at_ = 0;
    std::uint64_t hits_ = 0;
};

// Every transaction and session that has begun has an end, and no hold is left.
void check(const tests::record_book& book) {
    std::int64_t transactions = 0, sessions = 0, holds = 0;
    for (const std::string& line : book.lines) {
        transactions += line.starts_with("transaction_opened") - line.starts_with("transaction_ended");
        sessions += (line == "opened") - line.starts_with("session_ended");
        holds += line.starts_with("hold_opened") - line.starts_with("hold_closed");
    }
    if (transactions != 0 || sessions != 0 || holds != 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const std::size_t scripted = std::min<std::size_t>(data[0], size - 3);
    drawn_verdicts verdicts(octets.substr(3, scripted));
    tests::scripted_policy rules;
    rules.decide = [&](const situation& now) { return verdicts.next(now); };
    rules.stops = {data[1] % 8u, 8u + data[1] % 16u};
    tests::house how;
    how.rules = &rules;
    if (data[2] & 1) how.kind = listener_kind::tls;
    tests::talk talk(how);
    std::string input;
    for (const char octet : octets.substr(3 + scripted))
        input += words[static_cast<std::uint8_t>(octet) % std::size(words)];
    const std::size_t piece = 1 + data[2] % 64u;
    for (std::size_t at = 0; at < input.size() && !talk.closed(); at += piece) {
        talk.send(std::string_view(input).substr(at, piece));
        // Let go on as it is, or with other words: of that which is next.
        const answer other = static_cast<reply_id>(at % static_cast<std::size_t>(reply_id::count_));
        while (talk.parked()) talk.release(data[2] & 2 ? std::optional(other) : std::nullopt);
    }
    if (data[2] & 128 && !talk.closed()) talk.dismiss(std::nullopt, hang_up::how::rst);
    if (!talk.closed()) talk.vanish();
    check(talk.book());
    return 0;
}
