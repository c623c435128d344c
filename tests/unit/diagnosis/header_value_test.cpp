// What is wrong with dates, ids and the other values of a header.
#include "header_cases.hpp"

using namespace mocksmtp;
using namespace mocksmtp::diagnosis;
using enum base::diagnostic_code;

namespace {

constexpr std::string_view resent_from = "Resent-From: r@example.com\r\n";

// A date in a field of which there may be several, that of the message being fine.
std::string resent_on(std::string_view date) {
    return std::string(resent_from) + "Resent-Date: " + std::string(date) + "\r\n";
}

}  // namespace

TEST_CASE("dates that follow the grammar are fine") {
    for (const std::string_view date :
         {"Mon, 5 Jan 2026 10:00:00 +0100", "5 Jan 2026 10:00 -0000", "Mon, 05 Jan 2026 23:59:60 +0000 (UTC)",
          "Thu, 29 Feb 2024 00:00:00 -1130", "mon, 5 jan 2026 10:00:00 +0000"})
        check_fine({resent_on(date)});
}

TEST_CASE("a date that is none is told with the reason") {
    struct date_case {
        std::string_view date;
        std::string_view at;
        std::string_view why;
    };
    for (const date_case& one : std::vector<date_case>{
             {"Mon, 32 Jan 2026 10:00:00 +0000", "32", "no such day"},
             {"29 Feb 2026 10:00:00 +0000", "29", "no such day"},
             {"2026-01-05T10:00:00Z", "2026-01", "no day of the month"},
             {"Monday, 5 Jan 2026 10:00:00 +0000", "Monday", "\"Monday\" is no day of the week"},
             {"Mon 5 Jan 2026 10:00:00 +0000", "5 Jan", "no comma stands behind the day of the week"},
             {"Mon, 5 Januar 2026 10:00:00 +0000", "Januar", "\"Januar\" is no month"},
             {"Mon, 5 Jan 2026", "Mon", "no two digits for the hour"},
             {"Mon, 5 Jan 2026 9:00:00 +0000", "9:", "no two digits for the hour"},
             {"Mon, 5 Jan 2026 24:00:00 +0000", "24:", "no such hour"},
             {"Mon, 5 Jan 2026 10:60:00 +0000", "60:", "no such minute"},
             {"Mon, 5 Jan 2026 10:00:00", "Mon", "no zone"},
             {"Mon, 5 Jan 2026 10:00:00 +01:00", "+01:", "a zone has four digits"},
             {"Mon, 5 Jan 2026 10:00:00 CEST", "CEST", "nobody knows zone \"CEST\""},
             {"Mon, 5 Jan 2026 10:00:00 +0000 UTC", "UTC", "\"UTC\" stands behind it"},
             {"Mon, 1 Jan 1800 10:00:00 +0000", "1800", "before 1900"},
         }) {
        CAPTURE(one.date);
        check_told(date_invalid, {{resent_on(one.date), one.at,
                                   "Resent-Date: \"" + std::string(one.date) + "\": " + std::string(one.why)}});
    }
}

TEST_CASE("a date in an obsolete form is told apart, and so is a wrong day of the week") {
    check_told(date_obsolete, {{resent_on("Mon, 5 Jan 26 10:00:00 +0000"), "26 10",
                                "Resent-Date: \"Mon, 5 Jan 26 10:00:00 +0000\": the year has not four digits"},
                               {resent_on("Mon, 5 Jan 2026 10:00:00 GMT"), "GMT",
                                "Resent-Date: \"Mon, 5 Jan 2026 10:00:00 GMT\": zone \"GMT\" is obsolete"},
                               {resent_on("Mon, 5 Jan 2026 10 : 00 +0000"), ": 00",
                                "Resent-Date: \"Mon, 5 Jan 2026 10 : 00 +0000\": white space stands where none may"},
                               {resent_on("Mon, 5 (fifth) Jan 2026 10:00 +0000"), "Jan",
                                "Resent-Date: \"Mon, 5 (fifth) Jan 2026 10:00 +0000\": a comment stands inside"}});
    check_told(day_of_week_wrong, {{resent_on("Tue, 5 Jan 2026 10:00:00 +0000"), "Tue",
                                    "Resent-Date: \"Tue, 5 Jan 2026 10:00:00 +0000\" is a Mon"}});
}

TEST_CASE("message ids are <left@right>") {
    check_fine({
        "In-Reply-To: <a.b+c=d@[192.0.2.1]>\r\nReferences: <1@example.com>\r\n <2@localhost> (note) <3$x@y>\r\n",
        "Content-ID: <\"a b\"@example.com>\r\nMIME-Version: 1.0\r\n",
    });
    check_told(
        message_id_invalid,
        {
            {"In-Reply-To: 1@example.com\r\n", "1@", "In-Reply-To: \"1@example.com\" is no id in angle brackets"},
            {"In-Reply-To: <1>\r\n", "<1>", "In-Reply-To: \"<1>\" has no \"@\""},
            {"In-Reply-To: <1@>\r\n", ">\r", "In-Reply-To: \"<1@>\" is wrong behind its \"@\""},
            {"In-Reply-To: <a..b@c>\r\n", "a..b", "In-Reply-To: \"<a..b@c>\" is wrong in front of its \"@\""},
            {"In-Reply-To: <a b@c>\r\n", " b@c", "In-Reply-To: \"<a b@c>\" holds white space"},
            {"In-Reply-To: <a@b\r\n", "<a@b", "In-Reply-To: \"<\" is not closed"},
            {"In-Reply-To:\r\n", "In-Reply-To", "In-Reply-To: no id"},
            {"References: <a@b>, <c@d>\r\n", ", <c", "References: \",\" stands behind an id"},
            {"MIME-Version: 1.0\r\nContent-ID: <a@b> <c@d>\r\n", "<c@d>", "Content-ID: a second id"},
        });
}

TEST_CASE("MIME-Version is 1.0, comments or not, and there if MIME fields are") {
    check_fine({"MIME-Version: 1.0\r\n", "Mime-Version: 1 (one) . 0 (made by hand)\r\nContent-Type: text/plain\r\n"});
    check_told(mime_version_invalid, {{"MIME-Version: 2.0\r\n", "2.0", "MIME-Version: \"2.0\""},
                                      {"MIME-Version:\r\n", "MIME-Version", "MIME-Version: \"\""}});
    const auto found = found_in(with_fields("Content-Type: text/plain\r\n"));
    REQUIRE(found.size() == 1);
    CHECK(found[0] == base::diagnostic{mime_version_missing, "Content-Type", {}});
}

TEST_CASE("Auto-Submitted is a keyword, maybe with parameters") {
    check_fine({"Auto-Submitted: auto-generated\r\n", "Auto-Submitted: auto-replied (vacation); owner=\"a;b\"; x=y\r\n",
                "Auto-Submitted: no\r\n"});
    check_told(auto_submitted_invalid,
               {{"Auto-Submitted: auto generated\r\n", "auto gen", "Auto-Submitted: \"auto generated\""},
                {"Auto-Submitted:\r\n", "Auto-", "Auto-Submitted: \"\""},
                {"Auto-Submitted: no;\r\n", "no;", "Auto-Submitted: \"no;\""}});
}

TEST_CASE("List-Unsubscribe holds URIs in angle brackets") {
    check_fine({"List-Unsubscribe: <mailto:u@example.com?subject=off>, (or)\r\n <https://example.com/u?x=1>\r\n",
                "List-Unsubscribe: <https://example.com/a\r\n bc>\r\n"});
    check_told(list_unsubscribe_invalid,
               {{"List-Unsubscribe: https://example.com/u\r\n", "https",
                 "List-Unsubscribe: \"https://example.com/u\" is no URI in angle brackets"},
                {"List-Unsubscribe: <u@example.com>\r\n", "<u@", "List-Unsubscribe: \"u@example.com\" is no URI"},
                {"List-Unsubscribe: <https:/u>\r\n", "<https", "List-Unsubscribe: \"https:/u\" is no URI"},
                {"List-Unsubscribe: <mailto:a@b> <mailto:c@d>\r\n", "<mailto:c",
                 "List-Unsubscribe: no comma stands in front of \"<mailto:c@d>\""},
                {"List-Unsubscribe:\r\n", "List-", "List-Unsubscribe: no URI"}});
}

TEST_CASE("one click needs its value and an HTTPS URI") {
    check_fine(
        {"List-Unsubscribe: <mailto:u@example.com>, <https://example.com/u>\r\n"
         "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"});
    check_told(one_click_incomplete,
               {{"List-Unsubscribe: <https://example.com/u>\r\nList-Unsubscribe-Post: One-Click\r\n", "One-Click",
                 "List-Unsubscribe-Post: \"One-Click\""},
                {"List-Unsubscribe: <mailto:u@example.com>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                 "List-Unsubscribe-Post", "List-Unsubscribe-Post: no HTTPS URI in List-Unsubscribe"},
                {"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "List-Unsubscribe-Post",
                 "List-Unsubscribe-Post: no List-Unsubscribe"}});
}
