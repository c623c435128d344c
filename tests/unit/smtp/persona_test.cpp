#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/smtp/command.hpp"
#include "mocksmtp/smtp/reply_book.hpp"
#include "tests/support/ruled.hpp"
#include "tests/support/talk.hpp"

namespace {

using namespace mocksmtp;
using enum smtp::path_trait;

bool has(std::string_view path, smtp::path_trait trait) {
    const auto traits = smtp::traits_of(smtp::take_any_path(path));
    return std::find(traits.begin(), traits.end(), trait) != traits.end();
}

}  // namespace

TEST_CASE("what is remarkable about a path is told, whether it can be read or not") {
    CHECK(has("a@b.example", bare));
    CHECK(has(" <a@b.example>", space_before));
    CHECK(has("<a@b.example", unclosed));
    CHECK(has("a@b.example>", unopened));
    CHECK(has("<a@b.example>junk", junk_behind));
    CHECK(has("<>", null_path));
    CHECK(has("<a>", without_domain));
    CHECK(has("<@b.example>", without_local_part));
    CHECK(has("<\"a b\"@c.example>", quoted));
    CHECK(has("<.a@b.example>", not_dot_string));
    CHECK(has("<@a.example:b@c.example>", source_route));
    CHECK(has("<a@[192.0.2.1]>", literal));
    CHECK_FALSE(has("<a@[192.0.2.1]>", bad_literal));
    CHECK(has("<a@[999.1.1.1]>", bad_literal));
    CHECK(has("<a@b.invalid>", unknown_host));
    CHECK(has("<a@b@c.example>", bad_domain));
    CHECK(has("<a%b@c.example>", percent));
    std::string_view path = "<a@b.example> SIZE=1";
    CHECK(smtp::take_any_path(path).written == "<a@b.example>");
    CHECK(path == " SIZE=1");
}

TEST_CASE("placeholders are filled in, dates in the format asked for") {
    const smtp::wording words{
        .hostname = "mx.example.test", .address = "bob@example.test", .time = base::clock_origin()};
    CHECK(smtp::filled("{short_hostname} {local_part} {domain} {helo}", words) == "mx bob example.test ");
    CHECK(smtp::filled("{date:%a, %e %b %Y %H:%M:%S %z}", words) == "Sat, 1 Jan 2000 00:00:00 +0000");
    CHECK(smtp::filled("{date:%d %s}", words) == "01 946684800");
    CHECK(smtp::filled("{address}", {.address = "a\r\nb"}) == "a??b");
}

TEST_CASE("words are read as a reply, and nothing says nothing") {
    const auto words = smtp::words_from("550 5.1.1 one\ntwo");
    CHECK(words.code == 550);
    CHECK(words.enhanced == smtp::enhanced_code{5, 1, 1});
    CHECK(words.lines == std::vector<std::string>{"one", "two"});
    CHECK(smtp::words_from("").code == 0);
    CHECK_THROWS_AS(smtp::words_from("no reply"), std::logic_error);
}

TEST_CASE("a case without words of its own is said as the one it belongs to") {
    smtp::reply_book book;
    CHECK(book.find(smtp::reply_id::mail_needs_greeting) == nullptr);
    book.reword(smtp::reply_id::greeting_needed, "503 Error: send HELO/EHLO first");
    CHECK(book.say(smtp::reply_id::mail_needs_greeting).lines.front() == "Error: send HELO/EHLO first");
}

TEST_CASE("a message that begins with text is told from one with a header, wherever its bytes end") {
    auto face = std::make_shared<smtp::persona>(*personas::find("mocksmtp"));
    face->data.header_section_required = true;
    const auto answer = [&](const std::string& message) {
        tests::house how;
        how.face = face;
        tests::talk session(how);
        session.send("EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n");
        session.heard();
        return session.send("BDAT " + std::to_string(message.size()) + " LAST\r\n" + message).substr(0, 3);
    };
    const std::string refused = std::to_string(face->replies.words(smtp::reply_id::headers_missing).code);
    for (const auto* text : {"text", "text ", "text \t", "two words\r\n", ": x"}) {
        CAPTURE(text);
        CHECK(answer(text) == refused);
    }
    for (const auto* header : {"A:", "A :", "A: b\r\n\r\n", "\r\ntext", ""}) {
        CAPTURE(header);
        CHECK(answer(header) == "250");
    }
}

TEST_CASE("what is let go on or dismissed in a preset hears it in its persona's words, all of them filled in") {
    tests::ruled_house house(smtp::stage::rcpt, {.hold_at_most = std::chrono::seconds(30)});
    auto face = std::make_shared<smtp::persona>(*personas::find("sendmail"));
    face->version = "9.9";
    face->replies.reword(smtp::reply_id::shutting_down, "421 {version} says good-bye to {peer_ip}");
    house.how.face = face;
    tests::talk session(house.how);
    session.send("EHLO a.example\r\n");
    session.send("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n");
    CHECK(session.release(smtp::reply_id::sender_rejected) == "550 5.7.1 <c@d.example>... Access denied\r\n");
    session.send("RCPT TO:<e@d.example>\r\n");
    CHECK(session.dismiss(smtp::reply_id::shutting_down, smtp::hang_up::how::fin) ==
          "421 9.9 says good-bye to 192.0.2.7\r\n");
}

TEST_CASE("input behind DATA, and early input after HELO, is refused with DATA where the persona says so") {
    auto face = std::make_shared<smtp::persona>(*personas::find("postfix"));
    face->early_input = smtp::pipelining::not_behind_data;
    tests::house how;
    how.face = face;
    const std::string refused = "503 5.5.0 <DATA>: Data command rejected: Improper use of SMTP command pipelining\r\n";
    const auto last = [](const std::string& said) { return said.substr(said.rfind('\n', said.size() - 2) + 1); };
    const std::string mail = "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n";
    tests::talk behind(how);
    CHECK(behind.send("EHLO a.example\r\n" + mail + "text\r\n").find(refused) != std::string::npos);
    tests::talk patient(how);
    patient.send("EHLO a.example\r\n");
    CHECK(last(patient.send(mail)).starts_with("354"));
    tests::talk plain(how);
    plain.send("HELO a.example\r\n");
    CHECK(last(plain.send(mail)) == refused);
}

TEST_CASE("postscreen takes no mail, and holds early input and bare line ends against the client") {
    tests::house how;
    how.face = personas::find("postfix-postscreen");
    const std::string later = "450 4.3.2 Service currently unavailable\r\n";
    const std::string never = "550 5.5.1 Protocol error\r\n";
    tests::talk polite(how);
    polite.send("EHLO a.example\r\n");
    polite.send("MAIL FROM:<a@b.example>\r\n");
    CHECK(polite.send("RCPT TO:<c@d.example>\r\n") == later);
    CHECK(polite.send("DATA\r\n") == "554 5.5.1 Error: no valid recipients\r\n");
    CHECK(polite.closed());
    tests::talk hasty(how);
    hasty.send("EHLO a.example\r\n");
    CHECK(hasty.send("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n") == "250 2.1.0 Ok\r\n" + never);
    tests::talk sloppy(how);
    sloppy.send("EHLO a.example\n");
    sloppy.send("MAIL FROM:<a@b.example>\r\n");
    CHECK(sloppy.send("RCPT TO:<c@d.example>\r\n") == never);
}

TEST_CASE("every persona has its own name and words for everything") {
    for (const std::string_view name : personas::names()) {
        CAPTURE(name);
        const auto face = personas::find(name);
        REQUIRE(face != nullptr);
        CHECK(face->name == name);
        for (std::size_t i = 0; i < static_cast<std::size_t>(smtp::reply_id::count_); ++i) {
            const auto& words = face->replies.words(static_cast<smtp::reply_id>(i));
            CHECK((words.code == 0 || smtp::is_reply_code(words.code)));
        }
    }
    CHECK(personas::find("nobody") == nullptr);
}
