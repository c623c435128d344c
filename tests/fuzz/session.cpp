// The whole session, fed with any bytes in any pieces, and with sequences of plausible lines.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/support/talk.hpp"

namespace {

// Plausible input: each byte of the second kind of data stands for one of these.
constexpr std::string_view words[] = {
    "EHLO a.example\r\n",
    "HELO a\r\n",
    "MAIL FROM:<a@b.example>\r\n",
    "MAIL FROM:<> SIZE=10 BODY=BINARYMIME\r\n",
    "RCPT TO:<c@d.example>\r\n",
    "RCPT TO: <\"x y\"@[192.0.2.1]> NOTIFY=NEVER\r\n",
    "DATA\r\n",
    "DATA\n",
    ".\r\n",
    ".\n",
    "..x\r\n",
    "Subject: x\r\n\r\n",
    "BDAT 3\r\n",
    "BDAT 0 LAST\r\n",
    "BDAT 5 LAST\r\n",
    "abc",
    "RSET\r\n",
    "NOOP\r\n",
    "QUIT\r\n",
    "STARTTLS\r\n",
    "AUTH PLAIN AHRlc3QAc2VjcmV0\r\n",
    "AUTH PLAIN\r\n",
    "AUTH LOGIN\r\n",
    "dGVzdA==\r\n",
    "c2VjcmV0\r\n",
    "*\r\n",
    "=\r\n",
    "AUTH CRAM-MD5\r\n",
    "AUTH XOAUTH2 dXNlcj10ZXN0AWF1dGg9QmVhcmVyIHdyb25nAQE=\r\n",
    "\r\n",
    "\r",
    "\n",
    "VRFY x\r\n",
    "HELP\r\n",
    "ETRN y\r\n",
    " ",
    "\xff",
};

tests::house house_of(std::uint8_t choice) {
    tests::house how;
    if (choice & 1) how.users.accounts.push_back({"test", {"secret"}});
    how.limits.require_auth = (choice & 2) != 0;
    how.limits.require_tls = (choice & 4) != 0;
    if (choice & 8) how.limits.max_message_octets = 20;
    if (choice & 16) how.limits.local_domains = {"d.example"};
    if (choice & 32) how.kind = mocksmtp::smtp::listener_kind::tls;
    how.limits.max_recipients = 3;
    return how;
}

// What every conversation has to leave behind, whatever was said.
void check(const tests::record_book& book) {
    std::size_t opened = 0, ended = 0, sessions = 0;
    for (const std::string& line : book.lines) {
        opened += line.starts_with("transaction_opened");
        ended += line.starts_with("transaction_ended");
        sessions += line.starts_with("session_ended");
    }
    if (opened != ended || sessions != book.opened) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const bool plausible = (data[0] & 128) != 0;
    const std::size_t piece = 1 + data[1];
    tests::talk talk(house_of(data[0]));
    std::string input;
    for (std::size_t i = 2; i < size; ++i) {
        if (plausible)
            input += words[data[i] % std::size(words)];
        else
            input += static_cast<char>(data[i]);
    }
    std::string answers;
    for (std::size_t at = 0; at < input.size(); at += piece)
        answers += talk.send(std::string_view(input).substr(at, piece));
    if (data[0] & 64) answers += talk.half_close();
    if (!talk.closed()) talk.vanish();
    check(talk.book());
    // Every line of every answer is a reply line.
    for (std::string_view rest = answers; !rest.empty();) {
        const std::size_t end = rest.find("\r\n");
        if (end == std::string_view::npos || end < 4 || rest[0] < '2' || rest[0] > '5' ||
            (rest[3] != ' ' && rest[3] != '-'))
            std::abort();
        rest.remove_prefix(end + 2);
    }
    return 0;
}
