#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/smtp/base64_habits.hpp"
#include "mocksmtp/smtp/persona.hpp"
#include "mocksmtp/smtp/reply_book.hpp"
#include "tests/support/talk.hpp"

namespace {

using namespace mocksmtp;
using enum smtp::reply_id;

// The usual persona, changed in something.
template <class Change>
tests::house house_where(Change change) {
    auto face = std::make_shared<smtp::persona>(*personas::find("mocksmtp"));
    change(*face);
    tests::house how;
    how.face = face;
    return how;
}

std::string code_of(const std::string& said) {
    const std::size_t last = said.rfind('\n', said.size() < 2 ? said.npos : said.size() - 2);
    return said.substr(last == said.npos ? 0 : last + 1, 3);
}

// What the last of these lines is answered with, behind EHLO.
std::string answer(const tests::house& how, const std::string& lines) {
    tests::talk session(how);
    session.send("EHLO a.example\r\n");
    return code_of(session.send(lines));
}

const std::string mail = "MAIL FROM:<a@b.example>\r\n";
const std::string rcpt = "RCPT TO:<c@d.example>\r\n";

}  // namespace

TEST_CASE("a persona says which octets part the words of a command") {
    CHECK(answer({}, "NOOP\t\r\n") == "250");
    CHECK(answer({}, "NOOP\rx\r\n") == "500");
    CHECK(answer(house_where([](auto& face) { face.reads.blanks = " "; }), "NOOP\tx\r\n") == "500");
    CHECK(answer(house_where([](auto& face) { face.reads.blanks = " \r"; }), "NOOP\rx\r\n") == "250");
}

TEST_CASE("a persona says which octets no command may hold") {
    const auto strict = house_where([](auto& face) { face.reads.controls_refused = true; });
    CHECK(answer({}, "NOOP \x07\r\n") == "250");
    CHECK(answer(strict, "NOOP \x07\r\n") == "501");
    const auto plain = house_where([](auto& face) {
        face.reads.eighth_bit = smtp::eighth_bit_habit::refused_in_verb;
        face.replies.reword(command_not_utf8, "555 no");
    });
    CHECK(answer(plain, "\xff\r\n") == "555");
    CHECK(answer(plain, "NOOP \xff\r\n") == "250");
}

TEST_CASE("what the client wrote is said back as the persona does it") {
    smtp::wording words{.address = "\"a b\"@c.example", .line = "x\x01\ny"};
    CHECK(smtp::filled("{address} {line}", words) == "\"a b\"@c.example x??y");
    words.echo.controls = true;
    CHECK(smtp::filled("{line}", words) == "x\x01?y");
    words.echo.quoting = smtp::local_part_quoting::removed;
    CHECK(smtp::filled("{address} {local_part}", words) == "a b@c.example a b");
    words.address = "a@@c.example";
    words.echo.quoting = smtp::local_part_quoting::as_needed;
    CHECK(smtp::filled("{address}", words) == "\"a\\@\"@c.example");
    words.echo.most_octets = 7;
    words.line = "0123456789";
    CHECK(smtp::filled("{line}", words) == "01...89");
    const std::string longer(80, 'a');
    words = {.address = longer};
    CHECK(smtp::filled("{short_address}", words) == longer.substr(16));
}

TEST_CASE("base64 is read as the persona reads it") {
    using enum smtp::base64_reading;
    CHECK_FALSE(smtp::read_base64("YQ", strict));
    CHECK_FALSE(smtp::read_base64("YWJj====", strict));
    CHECK(smtp::read_base64("YWJj====", excess_padding) == "abc");
    CHECK_FALSE(smtp::read_base64("YQ", excess_padding));
    CHECK(smtp::read_base64("Y!Q", lenient) == "a");
    CHECK(smtp::read_base64("!!!", lenient) == "");
    const auto fault = [](std::string_view text) { return smtp::find_fault(text); };
    CHECK(fault("YWJjYW").at == 4);
    CHECK(fault("YWJjYW").cut_short);
    CHECK(fault("YW!j").at == 2);
    CHECK_FALSE(fault("YW!j").cut_short);
    CHECK(fault("YWJj====").at == 4);
    CHECK(fault("!!!").cut_short);
    CHECK(answer({}, "AUTH PLAIN AGEAYg\r\n") == "501");
    const auto loose = house_where([](auto& face) { face.auth.base64 = smtp::base64_reading::lenient; });
    CHECK(answer(loose, "AUTH PLAIN AGEAYg\r\n") == "235");
    const auto wordy = house_where([](auto& face) { face.replies.reword(auth_incomplete_base64, "555 at {detail}"); });
    CHECK(answer(wordy, "AUTH PLAIN AGEAYg\r\n") == "555");
    CHECK(answer(wordy, "AUTH PLAIN !GEAYg==\r\n") == "501");
}

TEST_CASE("a persona has its own ideas of LOGIN and PLAIN") {
    CHECK(answer({}, "auth plain AGEAYg==\r\n") == "235");
    CHECK(answer(house_where([](auto& face) { face.auth.exact_case = true; }), "auth plain AGEAYg==\r\n") == "504");
    CHECK(answer({}, mail + "AUTH PLAIN AGEAYg==\r\n") == "503");
    CHECK(answer(house_where([](auto& face) { face.auth.during_mail = true; }), mail + "AUTH PLAIN AGEAYg==\r\n") ==
          "235");
    CHECK(answer({}, "AUTH LOGIN =\r\nYQ==\r\n") == "235");
    const auto asks = house_where([](auto& face) { face.auth.login_equals_is_none = true; });
    CHECK(answer(asks, "AUTH LOGIN =\r\nYQ==\r\n") == "334");
    CHECK(answer({}, "AUTH LOGIN\r\n\r\n") == "334");
    const auto somebody = house_where([](auto& face) { face.replies.reword(auth_empty_user, "555 who"); });
    CHECK(answer(somebody, "AUTH LOGIN\r\n\r\n") == "555");
    CHECK(answer(somebody, "AUTH LOGIN\r\nYQ==\r\n\r\n") != "555");
    CHECK(answer({}, "AUTH PLAIN AGEAYgBj\r\n") == "501");
    const auto parts = house_where([](auto& face) { face.replies.reword(auth_extra_nul, "535 no"); });
    CHECK(answer(parts, "AUTH PLAIN AGEAYgBj\r\n") == "535");
    CHECK(answer(parts, "AUTH PLAIN YQ==\r\n") == "501");
}

TEST_CASE("what LOGIN asks for is recorded in the persona's words, and why another identity is refused") {
    tests::talk prompted(house_where([](auto& face) { face.auth.user_prompt = "Who?"; }));
    CHECK(prompted.send("EHLO a.example\r\nAUTH LOGIN\r\n").ends_with("334 V2hvPw==\r\n"));
    prompted.vanish();
    const auto& asked = prompted.book().attempts.at(0).exchange.at(1).decoded;
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].value == "Who?");

    tests::talk another(house_where([](auto& face) { face.auth.other_authzid = false; }));
    CHECK(another.send("EHLO a.example\r\nAUTH PLAIN YWRtAGJvYgBwdw==\r\n").find("\r\n535 ") != std::string::npos);
    CHECK(another.book().attempts.at(0).found.because == "the authorization identity is not the user");
}

TEST_CASE("what may be a password is not said back as the verb of an unknown command") {
    const auto echoing = house_where([](auto& face) {
        face.auth.exact_case = true;
        face.replies.reword(command_unknown, "500 no {verb}");
    });
    tests::talk session(echoing);
    session.send("EHLO a.example\r\n");
    CHECK(session.send("XYZZY\r\n") == "500 no XYZZY\r\n");
    session.send("auth plain\r\n");
    CHECK(session.send("AGEAYg\r\n") == "500 no \r\n");
}

TEST_CASE("a persona says what greetings and STARTTLS change") {
    CHECK(answer({}, mail + "EHLO a.example\r\n" + rcpt) == "503");
    CHECK(answer(house_where([](auto& face) { face.sequence.greeting_keeps_mail = true; }),
                 mail + "EHLO a.example\r\n" + rcpt) == "250");
    const auto listed = [](const tests::house& how, const std::string& before) {
        tests::house with_tls = how;
        with_tls.limits.starttls = true;
        tests::talk session(with_tls);
        session.heard();
        session.send(before);
        return session.send("EHLO a.example\r\n").find("STARTTLS") != std::string::npos;
    };
    const auto once = house_where([](auto& face) { face.sequence.starttls_listed_first = true; });
    CHECK(listed({}, "RSET\r\n"));
    CHECK(listed(once, "NOOP\r\n"));
    CHECK_FALSE(listed(once, "RSET\r\n"));
    auto again = house_where([](auto& face) { face.sequence.starttls_again = true; });
    again.limits.starttls = true;
    tests::talk session(again);
    session.heard();
    session.send("STARTTLS\r\n");
    CHECK(code_of(session.send("STARTTLS\r\n")) == "220");
    CHECK(session.closed());
}

TEST_CASE("a persona says what chunks and refused recipients change") {
    CHECK(answer({}, mail + rcpt + "BDAT 1\r\nx" + rcpt) == "250");
    CHECK(answer(house_where([](auto& face) { face.replies.reword(rcpt_after_bdat, "503 no"); }),
                 mail + rcpt + "BDAT 1\r\nx" + rcpt) == "503");
    const auto telling = house_where([](auto& face) {
        face.recipients.refusals_outlast_mail = true;
        face.replies.reword(data_all_refused, "555 all");
        face.replies.reword(bdat_all_refused, "556 all");
    });
    CHECK(answer(telling, rcpt + "DATA\r\n") == "555");
    CHECK(answer(telling, rcpt + "BDAT 0 LAST\r\n") == "556");
    CHECK(answer(telling, rcpt + "RSET\r\nDATA\r\n") == "503");
}

TEST_CASE("a persona says what a message needs, and its reply may name it") {
    CHECK(answer({}, mail + rcpt + "DATA\r\n.\r\n") == "250");
    CHECK(answer(house_where([](auto& face) { face.replies.reword(message_empty, "554 nothing"); }),
                 mail + rcpt + "DATA\r\n.\r\n") == "554");
    const auto needing = house_where([](auto& face) {
        face.data.required_fields = {"From"};
        face.replies.reword(headers_missing, "554 who");
        face.replies.reword(message_accepted, "250 took {message_id}");
    });
    CHECK(answer(needing, mail + rcpt + "DATA\r\nTo: x\r\n\r\n.\r\n") == "554");
    tests::talk session(needing);
    session.send("EHLO a.example\r\n");
    const std::string said = session.send(mail + rcpt + "DATA\r\nFrom: x\r\nMessage-ID: <1@b.example>\r\n\r\n.\r\n");
    CHECK(said.ends_with("250 took <1@b.example>\r\n"));
}

TEST_CASE("lines no client would send end the session where there are too many in a row") {
    const auto rejecting = house_where([](auto& face) {
        face.odd_verbs_rejected = true;
        face.digits_are_odd = true;
        face.replies.reword(client_rejected, "500 odd");
        face.error_limits = {{.counted = smtp::error_limit::kind::rejections_in_a_row, .most = 1}};
    });
    tests::talk session(rejecting);
    session.send("EHLO a.example\r\n");
    CHECK(session.send("A1\r\n") == "500 odd\r\n");
    CHECK(code_of(session.send("NOOP\r\n")) == "250");
    CHECK(session.send("A1\r\n") == "500 odd\r\n");
    CHECK(code_of(session.send("A1\r\n")) == "421");
    CHECK(session.closed());
    CHECK(answer(house_where([](auto& face) {
                     face.odd_verbs_rejected = true;
                     face.replies.reword(client_rejected, "555 odd");
                 }),
                 "A1\r\n") == "500");
}

TEST_CASE("parameters are refused in the persona's words after HELO, without a value, and mixed with NEVER") {
    auto how = house_where([](auto& face) {
        face.reads.mail_parameters.only_after_ehlo = true;
        face.reads.mail_parameters.too_early = smtp::words_from("556 early");
        face.reads.mail_parameters.values_needed = true;
        face.replies.reword(parameter_invalid, "557 none");
        face.reads.rcpt_parameters.known[0].mixed = smtp::words_from("558 mixed");
    });
    tests::talk plain(how);
    plain.send("HELO a.example\r\n");
    CHECK(code_of(plain.send("MAIL FROM:<a@b.example> SIZE=1\r\n")) == "556");
    CHECK(answer(how, "MAIL FROM:<a@b.example> X=\r\n") == "557");
    CHECK(answer(how, mail + "RCPT TO:<c@d.example> NOTIFY=NEVER,DELAY\r\n") == "558");
    CHECK(answer(how, mail + "RCPT TO:<c@d.example> NOTIFY=NEVER\r\n") == "250");
}

TEST_CASE("who has talked behind a greeting is refused ever after where the persona says so") {
    const auto refusing = house_where([](auto& face) {
        face.early_input = smtp::pipelining::not_behind_greeting;
        face.replies.reword(synchronization_error, "554 early");
        face.replies.reword(rejected_ever_after, "550 never");
    });
    tests::talk session(refusing);
    session.send("EHLO a.example\r\n" + mail);
    CHECK(code_of(session.send(mail)) == "550");
    CHECK(code_of(session.send("NOOP\r\n")) == "250");
    CHECK(code_of(session.send("QUIT\r\n")) == "221");
    CHECK(answer(refusing, mail) == "250");
}
