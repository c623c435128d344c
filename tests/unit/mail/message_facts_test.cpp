// What a message says of itself beside its text: ids, how to leave the list, who sent it, invitations, reports.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/message_ids.hpp"
#include "mocksmtp/mail/view.hpp"

using namespace mocksmtp::mail;
using texts = std::vector<std::string>;

TEST_CASE("message ids are read with their angle brackets, whatever stands around them") {
    CHECK(parse_message_ids("<a@b> <c@d>") == texts{"<a@b>", "<c@d>"});
    CHECK(parse_message_ids("<a@b>,<c@d>") == texts{"<a@b>", "<c@d>"});
    CHECK(parse_message_ids("Your mail of (<no@t>) \"<n@r>\" Monday <a@b>") == texts{"<a@b>"});
    CHECK(parse_message_ids("").empty());
    CHECK(parse_message_ids("a@b").empty());
    CHECK(parse_message_ids("<a@b> <cut").size() == 1);
    CHECK(view("References: <a@b>\r\n <c@d>\r\nReferences: <e@f>\r\n\r\n").message_ids("references") ==
          texts{"<a@b>", "<c@d>", "<e@f>"});
}

TEST_CASE("the id of a message is what its angle brackets hold, and all that is written where there are none") {
    const auto id = [](std::string_view value) { return view(std::string("Message-ID:").append(value)).message_id(); };
    CHECK(id(" <a@b> (added by x)\r\n") == "<a@b>");
    CHECK(id("\r\n (c <x@y>)\r\n <a@b>\r\n") == "<a@b>");
    CHECK(id(" a@b (c)\r\n") == "a@b (c)");
    CHECK(id(" <a@b\r\n") == "<a@b");
}

TEST_CASE("ways to leave a list are URIs in angle brackets (RFC 2369)") {
    const auto found = [](std::string_view header) { return view(header).unsubscribe(); };
    CHECK(!found("Subject: x\r\n\r\n"));
    const auto two = found(
        "List-Unsubscribe: (Use this) <mailto:off@list.test?subject=x>,\r\n <https://list.test/off\r\n /1>\r\n\r\n");
    REQUIRE(two);
    CHECK(two->uris == texts{"mailto:off@list.test?subject=x", "https://list.test/off/1"});
    CHECK(!two->one_click);
    CHECK(found("List-Unsubscribe: https://list.test/off\r\n\r\n")->uris.empty());
    CHECK(found("List-Unsubscribe: <https://list.test\r\n\r\n")->uris.empty());
}

TEST_CASE("one click needs both the wish and somewhere to post to (RFC 8058)") {
    const auto one_click = [](const std::string& header) { return view(header).unsubscribe()->one_click; };
    const std::string wish = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    CHECK(one_click(wish + "List-Unsubscribe: <mailto:a@b>, <https://list.test/off>\r\n\r\n"));
    CHECK(!one_click(wish + "List-Unsubscribe: <mailto:a@b>, <http://list.test/off>\r\n\r\n"));
    CHECK(!one_click("List-Unsubscribe-Post: yes\r\nList-Unsubscribe: <https://list.test/off>\r\n\r\n"));
}

TEST_CASE("the keyword of Auto-Submitted is shown without its parameters (RFC 3834 section 5)") {
    CHECK(view("Auto-Submitted: Auto-Generated; owner-email=\"a@b\"\r\n\r\n").auto_submitted() == "auto-generated");
    CHECK(view("Auto-Submitted: (vacation) auto-replied\r\n\r\n").auto_submitted() == "auto-replied");
    CHECK(!view("\r\n").auto_submitted());
}

TEST_CASE("members of a group know its name") {
    const std::string message = "To: =?utf-8?q?Caf=C3=A9?= : a@b, \"C\" <c@d>;, e@f, Nobody:;, g@h\r\n\r\n";
    const auto found = view(message).mailboxes("to");
    REQUIRE(found.size() == 4);
    CHECK((found[0] == mailbox{"", "a@b", "Caf\xC3\xA9"}));
    CHECK((found[1] == mailbox{"C", "c@d", "Caf\xC3\xA9"}));
    CHECK((found[2] == mailbox{"", "e@f"}));
    CHECK((found[3] == mailbox{"", "g@h"}));
}

namespace {

const std::string invitation =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:request\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nUID:1@cal.test\r\nSUMMARY:Lunch\\, with \r\n everybody\r\n"
    "DESCRIPTION:one\\ntwo\\;\\\\\r\nDTSTART;TZID=\"Europe/Berlin\":20261130T120000\r\nDTEND:20261130T120000Z\r\n"
    "ORGANIZER;CN=\"Bob: the ^'boss^'\":mailto:bob@cal.test\r\n"
    "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@cal.test\r\n"
    "BEGIN:VALARM\r\nSUMMARY:not this\r\nEND:VALARM\r\nLOCATION:Room 1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

}  // namespace

TEST_CASE("an invitation is read with its folded lines, parameters and escapes") {
    const auto read = read_calendars(invitation);
    REQUIRE(read.size() == 1);
    CHECK(read[0].method == "REQUEST");
    REQUIRE(read[0].components.size() == 1);
    const calendar_component& event = read[0].components[0];
    CHECK(event.type == "VEVENT");
    CHECK(event.find("uid")->value == "1@cal.test");
    CHECK(event.find("summary")->value == "Lunch, with everybody");
    CHECK(event.find("description")->value == "one\ntwo;\\");
    CHECK(event.find("dtstart")->value == "20261130T120000");
    CHECK(*event.find("dtstart")->find("tzid") == "Europe/Berlin");
    CHECK(*event.find("organizer")->find("cn") == "Bob: the \"boss\"");
    CHECK(event.find("organizer")->value == "mailto:bob@cal.test");
    CHECK(*event.find("attendee")->find("rsvp") == "TRUE");
    CHECK(event.find("location")->value == "Room 1");
    CHECK(event.find("color") == nullptr);
    CHECK(event.find("uid")->find("x") == nullptr);
}

TEST_CASE("what is no calendar is none, and one that is cut off is read as far as it goes") {
    CHECK(read_calendars("").empty());
    CHECK(read_calendars("BEGIN:VEVENT\nEND:VEVENT\n").empty());
    CHECK(read_calendars("<html>").empty());
    const auto cut = read_calendars("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n");
    REQUIRE(cut.size() == 1);
    CHECK(cut[0].components.at(0).find("uid")->value == "1");
    CHECK(read_calendars("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n").at(0).components.size() == 1);
    const auto torn = read_calendars("BEGIN:VCALENDAR\nBEGIN:VEVENT\n\nno colon\n:no name\nUID:1\n");
    REQUIRE(torn.size() == 1);
    CHECK(torn[0].components.at(0).properties.size() == 1);
}

TEST_CASE("each of the objects in a text is a calendar, and a byte order mark in front is none of it (RFC 5545 3.4)") {
    const auto both = read_calendars(
        "\xEF\xBB\xBF"
        "BEGIN:VCALENDAR\nno colon\nMETHOD:X\nEND:VCALENDAR\nMETHOD:Y\nnoise\nBEGIN:VEVENT\nEND:VEVENT\n"
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\n");
    REQUIRE(both.size() == 2);
    CHECK(both[0].method == "X");
    CHECK(both[0].components.empty());
    CHECK(both[1].method.empty());
    CHECK(both[1].components.at(0).find("uid")->value == "1");
}

TEST_CASE("a calendar that is hostile costs no more than its length") {
    std::string deep = "BEGIN:VCALENDAR\n";
    for (int i = 0; i < 100'000; ++i) deep += "BEGIN:VEVENT\n";
    CHECK(read_calendars(deep).at(0).components.size() == 1);
    std::string many = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n";
    for (int i = 0; i < 100'000; ++i) many += "X:1\n";
    CHECK(read_calendars(many).at(0).components.at(0).properties.size() == most_calendar_properties);
}

TEST_CASE("the address of somebody in a calendar is that of the mailto URI (RFC 6068 section 2)") {
    CHECK(calendar_address("MAILTO:bob%2Btag@x.test") == "bob+tag@x.test");
    CHECK(calendar_address("mailto:b%C3%B6b%@x.test") == "b\u00F6b%@x.test");
    CHECK(calendar_address("mailto:%FF") == "\uFFFD");
    CHECK(calendar_address("urn:uuid:%2B") == "urn:uuid:%2B");
}

TEST_CASE("calendars are found in parts of the message, encoded or not, and not in messages inside") {
    const std::string message =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/calendar; method=REQUEST\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
        "SUMMARY:Caf=C3=A9\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b--\r\n";
    const view seen(message);
    REQUIRE(seen.calendars().size() == 1);
    CHECK(seen.calendars()[0].part == 1);
    CHECK(seen.calendars()[0].components.at(0).find("summary")->value == "Caf\xC3\xA9");
}

TEST_CASE("lines of a calendar may be folded inside a character (RFC 5545 section 3.1)") {
    const auto summary = [](const std::string& charset, const std::string& written) {
        const std::string message = "Content-Type: text/calendar; charset=" + charset + "\r\n\r\n" + written;
        return view(message).calendars().at(0).components.at(0).find("summary")->value;
    };
    const std::string event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n";
    CHECK(summary("utf-8", event + "SUMMARY:Caf\xC3\r\n \xA9 \xE2\n\t\x82\r\n \xAC\r\n") == "Caf\u00E9 \u20AC");
    CHECK(summary("utf-8", "BEGIN:VCALENDAR\r\r\nBEGIN:VEVENT\r\r\nSUMMARY:Caf\xC3\r\r\n \xA9\r\r\n") == "Caf\u00E9");
    CHECK(summary("iso-8859-1", event + "SUMMARY:Caf\r\n \xE9\r\n") == "Caf\u00E9");
    std::string wide;
    for (const char c : event + "SUMMARY:C\n af") wide.append({c, '\0'});
    CHECK(summary("utf-16le", wide + "\x0A\x20") == "Caf\u200A");
}

TEST_CASE("a delivery status is read by its blocks of fields (RFC 3464)") {
    const std::string message =
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\nArrival-Date: today\r\n\r\n"
        "Final-Recipient: rfc822; bob@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1\r\n no such user\r\n\r\n\r\nno field\r\n"
        "Final-Recipient: rfc822; carol@example.com\r\n--b--\r\n";
    const view seen(message);
    REQUIRE(seen.delivery_statuses().size() == 1);
    const delivery_status& status = seen.delivery_statuses()[0];
    CHECK(status.part == 2);
    REQUIRE(status.message.size() == 2);
    CHECK(status.message[0].name == "reporting-mta");
    CHECK(status.message[0].value == "dns; mx.test");
    REQUIRE(status.recipients.size() == 2);
    CHECK(status.recipients[0][3].value == "smtp; 550 5.1.1 no such user");
    CHECK(status.recipients[1][0].value == "rfc822; carol@example.com");
    CHECK(read_delivery_status("").recipients.empty());
    CHECK(read_delivery_status("\n\n\nx").message.empty());
}
