#include "world.hpp"

using namespace testing;

namespace {

constexpr std::string_view shop_mail =
    "Subject: Your code\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: text/html\r\n\r\n<p>Your code: 482913, order 100234</p><a href=\"https://a.test/confirm\">Yes</a>"
    "<a href=\"https://a.test/\xC3\xA4 b\">No</a><img src=\"cid:logo@a\">\r\n--x\r\n"
    "Content-Type: image/png\r\nContent-ID: <logo@a>\r\nContent-Transfer-Encoding: base64\r\n\r\nUE5H\r\n--x--\r\n";

world& with_mail(world& here) {
    client sender(here.scope);
    sender.hello();
    sender.send({.bytes = std::string(shop_mail)});
    return here;
}

routes::response post(world& here, std::string path, std::string body) {
    return here.answered("POST", std::move(path), {{"Content-Type", "application/json"}}, std::move(body));
}

}  // namespace

TEST_CASE("links, codes and parts are lists with an ETag") {
    world here;
    with_mail(here);
    const auto links = here.get("/v1/messages/m1/links");
    CHECK(body_of(links) == R"({"links":[{"url":"https://a.test/confirm","text":"Yes","in":"html"},)"
                            R"({"url":"https://a.test/ä b","text":"No","in":"html"}]})"
                            "\n");
    CHECK(here.get("/v1/messages/m1/links", {{"If-None-Match", header_of(links, "ETag")}}).status == 304);
    CHECK(json_of(here.get("/v1/messages/m1/codes")) == value{{"codes", {"482913", "100234"}}});
    const auto parts = json_of(here.get("/v1/messages/m1/parts"))["parts"];
    REQUIRE(parts.size() == 3);
    CHECK(parts[0]["content_type"] == "multipart/related");
    CHECK(parts[0]["parent"].is_null());
    CHECK(parts[0]["url"].is_null());
    CHECK(parts[2]["content_id"] == "logo@a");
    CHECK(parts[2]["size"] == 3);
    CHECK(body_of(here.get(parts[2]["url"].get<std::string>())) == "PNG");
}

TEST_CASE("a part says its charset and the name of its file") {
    world here;
    client sender(here.scope);
    sender.hello();
    const std::string part = "--x\r\nContent-Type: ", attached = "\r\nContent-Disposition: attachment; ";
    sender.send({.bytes = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + part +
                          "text/plain; charset=utf-8\r\n\r\nx\r\n" + part +
                          "text/plain; charset=nonsense\r\n\r\nx\r\n" + part + "text/html; charset=utf-7" + attached +
                          "filename=\"a.html\"\r\n\r\nx\r\n" + part + "application/pdf" + attached +
                          "filename*=utf-8''%22r%C3%BCck%22%0D%0A.pdf\r\n\r\nx\r\n--x--\r\n"});
    const auto get = [&](const char* number) { return here.get(std::string("/v1/messages/m1/parts/") + number); };
    const auto disposition = [&](const char* number) { return header_of(get(number), "Content-Disposition"); };
    CHECK(get("1").content_type == "text/plain; charset=utf-8");
    CHECK(disposition("1").empty());
    CHECK(get("2").content_type == "text/plain");
    CHECK(get("3").content_type == "application/octet-stream");
    CHECK(disposition("3") == "attachment; filename=\"a.html\"");
    CHECK(disposition("4") == "attachment; filename=\"_r_ck___.pdf\"; filename*=UTF-8''%22r%C3%BCck%22%0D%0A.pdf");
}

TEST_CASE("pictures of the mail itself are shown in its HTML") {
    world here;
    with_mail(here);
    CHECK(body_of(here.get("/v1/messages/m1/html")).find("<img src=\"/v1/messages/m1/parts/2\">") != std::string::npos);
}

TEST_CASE("a picture of an attached message is none of the mail's") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send({.bytes = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                          "Content-Type: message/rfc822\r\n\r\nContent-Type: image/png\r\nContent-ID: <logo@a>\r\n"
                          "\r\nin\r\n--x\r\nContent-Type: text/html\r\n\r\n<img src=cid:logo@a>"
                          "<b style='a:url(cid:own@a)'>\r\n--x\r\n"
                          "Content-Type: image/png\r\nContent-ID: <own@a>\r\n\r\nout\r\n--x--\r\n"});
    CHECK(body_of(here.get("/v1/messages/m1/html")) ==
          "<img src=cid:logo@a><b style='a:url(/v1/messages/m1/parts/3)'>");
}

TEST_CASE("a regular expression takes something out of a message") {
    world here;
    with_mail(here);
    CHECK(body_of(here.get("/v1/messages/m1/extract?regex=code:%20(%5Cd%2B)")) ==
          "{\"in\":\"html\",\"match\":\"code: 482913\",\"groups\":[\"482913\"]}\n");
    CHECK(body_of(here.get("/v1/messages/m1/extract?regex=code:%20(%5Cd%2B)&as=text")) == "482913");
    CHECK(body_of(here.get("/v1/messages/m1/extract?regex=Y%5Cw%2B%20code", {{"Accept", "text/plain"}})) ==
          "Your code");
    CHECK(body_of(here.get("/v1/messages/m1/extract?regex=code%3A+%28%5B0-9%5D%7B6%7D%29&as=text")) == "482913");
    const auto none = here.get("/v1/messages/m1/extract?regex=nothing");
    CHECK(none.status == 404);
    CHECK(json_of(none)["detail"] == "m1 has no match for nothing; it was looked for in: html, subject");
    CHECK(here.get("/v1/messages/m1/extract?regex=x&in=text").status == 404);
    for (const char* wrong :
         {"", "?regex=", "?regex=(", "?regex=[a]+", "?regex=a&in=body", "?regex=a&as=xml", "?re=a"}) {
        CAPTURE(wrong);
        CHECK(here.get(std::string("/v1/messages/m1/extract") + wrong).status == 400);
    }
}

TEST_CASE("the one message is waited for and the part answered in one call") {
    world here;
    with_mail(here);
    CHECK(body_of(here.get("/v1/message/html?to=bob@example.test")).starts_with("<p>Your code"));
    CHECK(json_of(here.get("/v1/message/codes?subject=Your%20code"))["codes"][0] == "482913");
    CHECK(body_of(here.get("/v1/message/parts/2")) == "PNG");
    for (const auto* part : {"raw", "wire", "html", "links", "codes", "parts", "parts/2"}) {
        const auto path = std::string("/v1/message/") + part;
        const auto tag = header_of(here.get(path), "ETag");
        CHECK_MESSAGE(tag == header_of(here.get(std::string("/v1/messages/m1/") + part), "ETag"), part);
        CHECK_MESSAGE(here.get(path, {{"If-None-Match", "\"x\", " + tag}}).status == 304, part);
        CHECK_MESSAGE(here.get(path, {{"If-None-Match", "\"x\""}}).status == 200, part);
    }
    CHECK(body_of(here.get("/v1/message/extract?regex=code:%20(%5Cd%2B)&as=text")) == "482913");
    CHECK(here.get("/v1/message/text").reason == "expected exactly 1 text/plain part in m1, got 0");
    CHECK(here.get("/v1/message/html?to=nobody@example.test&wait=0s").status == 417);
    CHECK(here.get("/v1/message/html?count=1").status == 400);
    for (const auto* twice : {"link?as=redirect&as=redirect", "extract?regex=a&regex=b",
                              "extract?regex=a&in=text&in=html", "extract?regex=a&as=text&as=json"}) {
        const auto refused = here.get(std::string("/v1/message/") + twice);
        CHECK_MESSAGE(refused.status == 400, twice);
        CHECK(json_of(refused)["errors"][0]["detail"] == "given twice");
    }
    CHECK(std::holds_alternative<routes::not_yet>(here.ask("GET", "/v1/message/code?to=carol@example.test")));
}

TEST_CASE("one link is answered after narrowing, bare, or as a way to go") {
    world here;
    with_mail(here);
    CHECK(json_of(here.get("/v1/message/link?link.contains=/confirm")) ==
          value{{"message", "m1"}, {"url", "https://a.test/confirm"}, {"text", "Yes"}, {"in", "html"}});
    CHECK(body_of(here.get("/v1/message/link?link.contains=/confirm&format=text")) == "https://a.test/confirm");
    const auto moved =
        here.get("/v1/message/link?link.not=https://a.test/confirm&link.contains=a.test&as=redirect&wait=0s");
    CHECK(moved.status == 417);  // the message has that link
    const auto other = here.get("/v1/message/link?link.suffix=b&as=redirect");
    CHECK(other.status == 303);
    CHECK(header_of(other, "Location") == "https://a.test/%C3%A4%20b");
    CHECK(here.get("/v1/message/link?link.suffix=b&as=text").status == 400);
}

TEST_CASE("a link that no client takes in a header is no way to go, and is told in the body") {
    world here;
    client sender(here.scope);
    sender.hello();
    const std::string url = "https://a.test/" + std::string(70000, 'x');
    sender.send({.bytes = "Content-Type: text/html\r\n\r\n<a href=\"" + url + "\">Yes</a>\r\n"});
    const auto made = here.get("/v1/message/link?as=redirect");
    CHECK(made.status == 409);
    CHECK(json_of(made)["detail"].get<std::string>().find("has 70015 octets") != std::string::npos);
    CHECK(body_of(here.get("/v1/message/link?format=text")) == url);
}

TEST_CASE("of a file's name so much is said as file systems take") {
    world here;
    client sender(here.scope);
    sender.hello();
    const auto disposition = [&](const std::string& name) {
        sender.send({.bytes = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"" + name +
                              "\"\r\n\r\nx\r\n"});
        const auto newest = here.scope.records().messages.newest();
        return header_of(here.get("/v1/messages/m" + std::to_string(newest) + "/parts/1"), "Content-Disposition");
    };
    CHECK(disposition(std::string(66000, 'a')) == "attachment; filename=\"" + std::string(255, 'a') + '"');
    std::string umlauts, encoded;
    for (int i = 0; i < 10000; ++i) umlauts += "\u00e4";
    for (int i = 0; i < 127; ++i) encoded += "%C3%A4";
    CHECK(disposition(umlauts) ==
          "attachment; filename=\"" + std::string(127, '_') + "\"; filename*=UTF-8''" + encoded);
}

TEST_CASE("a link that leads nowhere without a page is no way to go") {
    world here;
    client sender(here.scope);
    sender.hello();
    for (const auto* url : {"/confirm?x=1", "//a.test/confirm", "confirm", "mailto:bob@a.test"}) {
        CAPTURE(url);
        sender.send({.bytes = "Content-Type: text/html\r\n\r\n<a href=\"" + std::string(url) + "\">Yes</a>\r\n"});
        const auto made = here.get("/v1/message/link?pick=latest&as=redirect");
        const bool is_relative = std::string_view(url).find(':') == std::string_view::npos;
        CHECK(made.status == (is_relative ? 409 : 303));
        CHECK(header_of(made, "Location").empty() == is_relative);
        if (is_relative)
            CHECK(json_of(made)["detail"].get<std::string>().find("leave out as=redirect") != std::string::npos);
        CHECK(json_of(here.get("/v1/message/link?pick=latest"))["url"] == url);
    }
}

TEST_CASE("several links or codes, or none, are told") {
    world here;
    with_mail(here);
    const auto several = here.get("/v1/message/link");
    CHECK(several.status == 417);
    CHECK(several.reason == "expected exactly 1 link in m1, got 2: https://a.test/confirm, https://a.test/ä b");
    CHECK(json_of(several)["among"].size() == 2);
    CHECK(here.reports.back() ==
          "expected exactly 1 link\ngot 2 in m1  \"Your code\"\n    https://a.test/confirm\n    https://a.test/ä b\n"
          "hint: say which one, such as link.contains= or link.regex=\n");
    const auto none = here.get("/v1/message/code?code.regex=%5E4&code.suffix=4", {{"Accept", "text/plain"}});
    CHECK(none.status == 417);
    CHECK(body_of(none).starts_with("expected exactly 1 code\n"));
}

TEST_CASE("the code that words name is the one, unless another is asked for") {
    world here;
    with_mail(here);
    CHECK(json_of(here.get("/v1/message/code")) == value{{"message", "m1"}, {"code", "482913"}});
    CHECK(body_of(here.get("/v1/message/code?code.prefix=100", {{"Accept", "text/plain"}})) == "100234");
}

TEST_CASE("a search by JSON is a list like any other") {
    world here;
    with_mail(here);
    const auto found = json_of(
        post(here, "/v1/messages/search", R"({"match":{"to":{"suffix":"@example.test"},"code":"482913"},"limit":1})"));
    CHECK(found["total"] == 1);
    CHECK(found["messages"][0]["id"] == "m1");
    CHECK(post(here, "/v1/messages/search", R"({"match":{"to":"x@y.test"},"count":1})").status == 417);
    CHECK(post(here, "/v1/messages/search", R"({"must":{"subject":"Other"}})").status == 417);
    CHECK(json_of(post(here, "/v1/messages/search", R"({"mach":{},"count":"x"})"))["errors"].size() == 2);
    const auto lost = json_of(post(here, "/v1/messages/search", R"({"since":"mark:none"})"));
    CHECK(lost["errors"][0]["pointer"] == "/since");
    CHECK(lost["detail"] == "/since: there is no mark \"none\"");
    CHECK(post(here, "/v1/messages/search?to=x", R"({"count":1})").status == 400);
    CHECK(here.answered("POST", "/v1/messages/search", {}, "{}").status == 415);
}

TEST_CASE("taking shows messages as they were and deletes them") {
    world here;
    with_mail(here);
    with_mail(here);
    CHECK(json_of(post(here, "/v1/messages/take", R"({"count":2})"))["errors"][0]["pointer"] == "/all");
    CHECK(json_of(post(here, "/v1/messages/take", R"({"all":true,"since":"9.9"})"))["errors"][0]["pointer"] ==
          "/since");
    CHECK(json_of(here.answered("POST", "/v1/messages/take?all=true&since=9.9"))["errors"][0]["parameter"] == "since");
    CHECK(post(here, "/v1/messages/take", R"({"all":true,"match":{"to":"bob@example.test"}})").status == 400);
    CHECK(here.answered("POST", "/v1/messages/take").status == 400);
    CHECK(json_of(post(here, "/v1/messages/take?subject=s", R"({"all":true})"))["detail"] ==
          "subject: stands in the body; beside a body the query takes format alone");
    const auto first = json_of(post(here, "/v1/messages/take", R"({"match":{"to":"bob@example.test"},"limit":1})"));
    CHECK(first["total"] == 2);
    CHECK(first["messages"].size() == 1);
    CHECK(first["messages"][0]["codes"][0] == "482913");
    CHECK(here.get("/v1/messages/m1").status == 404);
    const auto rest = json_of(here.answered("POST", "/v1/messages/take?all=true&count=1"));
    CHECK(rest["messages"][0]["id"] == "m2");
    CHECK(json_of(here.get("/v1/messages"))["total"] == 0);
    CHECK(post(here, "/v1/messages/take", R"({"all":true,"count":1})").status == 417);
}
