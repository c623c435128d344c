#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/diagnosis/part_diagnosis.hpp"

namespace mocksmtp::diagnosis {

namespace {

// Something of everything that is looked at.
constexpr std::string_view everything =
    "Content-Type: multipart/mixed; boundary=\"b b\"\r\n\r\n--b b\r\n"
    "Content-Type: text/plain; charset*0*=utf-8''ut; charset*1=f-8; name=\"=?utf-8?q?a?=\"\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\na=C3=bc =\r\n b=\r\n--b b\r\n"
    "Content-Type: text/calendar; method=\"REQUEST\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVRVUVTVA0KRU5EOlZDQUxFTkRBUg0K\r\n--b b\r\n"
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"
    "Final-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.1.1\r\n--b b\r\n"
    "Content-Type: text/html; charset=iso-2022-jp\r\nContent-ID: <a@b>\r\n"
    "Content-Disposition: inline (\\(); filename*=utf-8''%C3%BC\r\n\r\n<img src=\"cid:a@b\">\x1B$B$\"\x1B(B\r\n--b "
    "b--\r\n";

void check_places(std::string_view message) {
    for (const circumstances& sent : {circumstances{}, circumstances{.smtputf8 = true, .binary = true}}) {
        for (const base::diagnostic& one : part_diagnostics(message, sent)) {
            CAPTURE(message);
            CHECK(one.offset.value_or(0) <= message.size());
        }
    }
}

}  // namespace

TEST_CASE("a message that is cut or broken anywhere is diagnosed inside of it") {
    for (std::size_t at = 0; at < everything.size(); ++at) {
        check_places(everything.substr(0, at));
        check_places(everything.substr(at));
        for (const char wrong : {'\0', '\xFF', '"', ';', '\n', '=', '(', '*'}) {
            std::string broken(everything);
            broken[at] = wrong;
            check_places(broken);
        }
    }
}

TEST_CASE("hostile parts cost no more than their length") {
    for (const std::string_view piece :
         {"(", "\"", ";", ";a=", ";a*0=", "=?", "%", "--b\r\n", "a*=''", "\\", "=\r\n", " ", "BEGIN:VCALENDAR\r\n",
          "<a b=cid:x>", "<img src=cid:cid:cid:", "X: y\r\n\r\n"}) {
        std::string much;
        while (much.size() < 300'000) much += piece;
        for (const std::string_view head :
             {"Content-Disposition: ", "Content-Type: text/plain; a=",
              "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
              "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "Content-Type: text/calendar\r\n\r\n",
              "Content-Type: text/html\r\n\r\n", "Content-Type: message/delivery-status\r\n\r\n"}) {
            check_places(std::string(head) + much);
        }
    }
}

TEST_CASE("nothing is wrong with the parts of mail as it is") {
    const std::filesystem::path folder = std::string(MOCKSMTP_SOURCE_DIR) + "/tests/unit/mail/fixtures";
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".eml") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string message{std::istreambuf_iterator<char>(file), {}};
        CAPTURE(entry.path().string());
        check_clean(message);
        ++seen;
    }
    CHECK(seen >= 40);
}

}  // namespace mocksmtp::diagnosis
