// What a rule can ask at each stage.
#include <string>

#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/rules/situation_fields.hpp"
#include "tests/unit/rules/helpers.hpp"

namespace mocksmtp::rules {
namespace {

std::string known(const scene& about, stage at, std::string_view name) {
    const auto now = about.at(at);
    return match::show(situation_fields(now).of(std::get<match::field>(match::parse_field(name))));
}

constexpr std::string_view invoice =
    "Subject: Invoice\r\nTo: a@x.test\r\nMessage-ID: <1@x.test>\r\nAuto-Submitted: auto-generated\r\n"
    "In-Reply-To: <0@x.test>\r\nReferences: <0@x.test>\r\nList-Unsubscribe: <https://x.test/off>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-ID: <text@x.test>\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nHello\nthere\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>Hello, your code is <a href=https://x.test/1>482913</a>\r\n"
    "--b\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%\r\n"
    "--b\r\nContent-Type: text/calendar; "
    "name=a.ics\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n"
    "UID:1\r\nDTSTAMP:20261130T100000Z\r\nDTSTART:20261130T100000Z\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\n"
    "Final-Recipient: rfc822; a@x.test\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n";

// Everything that can be known, at once.
scene everything() {
    scene all = with_message(invoice, {accepted("a@x.test"), refused("b@x.test"), accepted("c@x.test")});
    all.recipient = smtp::addressed{"d@x.test", {}, {}, {}};
    all.sender = smtp::addressed{"new@example.test", {}, {}, {}};
    all.tls = smtp::tls_facts{smtp::tls_mode::starttls, "TLSv1.3", "TLS_AES_256_GCM_SHA384", "mock.test", {}};
    all.user = "app";
    all.authzid = "boss";
    all.mechanism = "PLAIN";
    all.argument = "PLAIN c2VjcmV0";
    all.diagnostics = {{base::diagnostic_code::mail_before_ehlo, {}, {}}};
    all.trying = smtp::attempt{};
    all.trying->mechanism = "SCRAM-SHA-256-PLUS";
    all.trying->initial_response = true;
    all.trying->found.user = "trying";
    all.trying->found.secret = "hunter2";
    all.trying->found.verified = false;
    all.trying->found.more = {{"channel_binding", "tls-exporter", false}};
    return all;
}

}  // namespace

TEST_CASE("a stage knows what the table says it knows, and nothing else") {
    const scene all = everything();
    for (unsigned i = 0; i <= static_cast<unsigned>(stage::unknown); ++i) {
        const auto at = static_cast<stage>(i);
        const auto now = all.at(at);
        const situation_fields fields(now);
        for (const match::field_row& row : match::all_fields()) {
            CAPTURE(row.name);
            CAPTURE(match::name_of(at));
            std::string name;
            if (row.id == match::field_id::headers) name = "subject";
            if (row.id == match::field_id::mailboxes) name = "to";
            if (row.id == match::field_id::calendar) name = "summary";
            if (row.id == match::field_id::delivery_status) name = "action";
            CHECK(fields.of({row.id, name}).empty() != row.stages.has(at));
        }
    }
}

TEST_CASE("at connect the client's place is known, and TLS where it came first") {
    scene about;
    about.session = {};
    CHECK(known(about, stage::connect, "listener") == "smtp");
    CHECK(known(about, stage::connect, "peer") == "192.0.2.1");
    CHECK(known(about, stage::connect, "tls") == "false");
    CHECK(known(about, stage::connect, "tls_version") == "absent");
    about.tls = smtp::tls_facts{smtp::tls_mode::implicit, "TLSv1.2", "X", {}, {}};
    CHECK(known(about, stage::connect, "tls") == "true");
    CHECK(known(about, stage::connect, "tls_version") == "TLSv1.2");
    CHECK(known(about, stage::connect, "tls_mode") == "implicit");
    CHECK(known(about, stage::connect, "tls_sni") == "absent");
}

TEST_CASE("from rcpt on the scopes are known that a step belongs to") {
    const scene about = everything();
    CHECK(known(about, stage::rcpt, "scope") == "default");
    const std::vector<smtp::known_scope> scopes{{"w3", {1}}, {"w4", {2}}};
    auto now = about.at(stage::rcpt);
    now.scopes = scopes;
    CHECK(situation_fields(now).of({match::field_id::scope, {}}).size() == 2);
    now.at = stage::mail;
    CHECK(situation_fields(now).of({match::field_id::scope, {}}).empty());
}

TEST_CASE("at helo the command and the name in it are known") {
    scene about;
    about.verb = "EHLO";
    about.argument = "client.test";
    CHECK(known(about, stage::helo, "helo") == "client.test");
    CHECK(known(about, stage::helo, "verb") == "EHLO");
    CHECK(known(about, stage::helo, "argument") == "client.test");
    CHECK(known(about, stage::helo, "session") == "s1");
    about.helo = "";
    CHECK(known(about, stage::helo, "helo") == "absent");
}

TEST_CASE("at auth the attempt answers as its record will, and its argument hides the response") {
    const scene about = everything();
    CHECK(known(about, stage::auth, "user") == "trying");
    CHECK(known(about, stage::auth, "authzid") == "boss");
    CHECK(known(about, stage::auth, "mechanism") == "SCRAM-SHA-256-PLUS");
    CHECK(known(about, stage::auth, "initial_response") == "true");
    CHECK(known(about, stage::auth, "verified") == "false");
    CHECK(known(about, stage::auth, "secret") == "hunter2");
    CHECK(known(about, stage::auth, "channel_binding") == "tls-exporter");
    CHECK(known(about, stage::auth, "argument") == "PLAIN");
    scene bare;
    CHECK(known(bare, stage::auth, "user") == "none");
    CHECK(known(bare, stage::auth, "verified") == "absent");
}

TEST_CASE("after auth the user is who has logged in") {
    scene about = asking_for("a@x.test");
    CHECK(known(about, stage::rcpt, "user") == "none");
    CHECK(known(about, stage::rcpt, "mechanism") == "none");
    about.user = "app";
    about.mechanism = "PLAIN";
    CHECK(known(about, stage::rcpt, "user") == "app");
    CHECK(known(about, stage::rcpt, "mechanism") == "PLAIN");
    CHECK(known(about, stage::rcpt, "authzid") == "none");
}

TEST_CASE("at mail the sender is the one asked about, the null one too") {
    scene about;
    about.sender = smtp::addressed{"", {}, {}, {}};
    about.size = 1000;
    CHECK(known(about, stage::mail, "from") == "\"\"");
    CHECK(known(about, stage::mail, "size") == "1000");
    about.sender.reset();
    about.size.reset();
    CHECK(known(about, stage::mail, "from") == "absent");
    CHECK(known(about, stage::mail, "size") == "absent");
}

TEST_CASE("at rcpt the recipient is the one asked about, later those that were accepted") {
    scene about = asking_for("d@x.test");
    about.mail->to = {accepted("a@x.test"), refused("b@x.test"), accepted("c@x.test")};
    CHECK(known(about, stage::rcpt, "to") == "d@x.test");
    CHECK(known(about, stage::rcpt, "refused") == "b@x.test");
    CHECK(known(about, stage::rcpt, "recipient_count") == "4");
    CHECK(known(about, stage::rcpt, "from") == "sender@example.test");
    CHECK(known(about, stage::rcpt, "protocol") == "ESMTP");
    about.recipient.reset();
    for (const stage at : {stage::data, stage::body, stage::bdat, stage::message}) {
        CHECK(known(about, at, "to") == "a@x.test, c@x.test");
        CHECK(known(about, at, "refused") == "b@x.test");
        CHECK(known(about, at, "recipient_count") == "3");
    }
}

TEST_CASE("a recipient without a transaction is asked about with nothing known") {
    scene about;
    CHECK(known(about, stage::rcpt, "to") == "none");
    CHECK(known(about, stage::rcpt, "from") == "absent");
    CHECK(known(about, stage::rcpt, "recipient_count") == "0");
}

TEST_CASE("at message the content is known, and what is wrong with it") {
    const scene about = everything();
    CHECK(known(about, stage::message, "subject") == "Invoice");
    CHECK(known(about, stage::message, "headers.SUBJECT") == "Invoice");
    CHECK(known(about, stage::message, "mailboxes.to") == "a@x.test");
    CHECK(known(about, stage::message, "bcc") == "c@x.test");
    CHECK(known(about, stage::message, "attachment_count") == "3");
    CHECK(known(about, stage::message, "diagnostic") == "mail_before_ehlo, date_missing, from_missing, bare_lf");
    CHECK(known(about, stage::message, "size") == std::to_string(about.message->bytes.size()));
    scene undeclared = everything();
    undeclared.size.reset();
    CHECK(known(undeclared, stage::message, "size") == std::to_string(about.message->bytes.size()));
}

TEST_CASE("what one answer holds stays while others are asked for") {
    const scene about = everything();
    const auto now = about.at(stage::message);
    const situation_fields fields(now);
    const auto subject = fields.of({match::field_id::subject, {}});
    const auto header = fields.of({match::field_id::headers, "to"});
    for (int i = 0; i < 100; ++i) fields.of({match::field_id::subject, {}});
    CHECK(match::show(subject) == "Invoice");
    CHECK(match::show(header) == "a@x.test");
}

}  // namespace mocksmtp::rules
