#include "world.hpp"

using namespace testing;

namespace {

constexpr std::string_view multipart =
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<b>Hi</b>\r\n--x\r\n"
    "Content-Type: image/svg+xml\r\nContent-Disposition: attachment; filename=a.svg\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nPHN2Zy8+\r\n--x--\r\n";

}  // namespace

TEST_CASE("a message's octets come back as they were, with an ETag") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send({.bytes = std::string("A: \0\xFF\r\n\r\nx\n\r\n", 14)});
    const auto raw = here.get("/v1/messages/m1/raw");
    CHECK(raw.content_type == "message/rfc822");
    CHECK(body_of(raw) == std::string("A: \0\xFF\r\n\r\nx\n\r\n", 14));
    CHECK(body_of(here.get("/v1/messages/m1/wire")).ends_with(".\r\n"));
    const auto tag = header_of(raw, "ETag");
    const auto again = here.get("/v1/messages/m1/raw", {{"If-None-Match", tag}});
    CHECK(again.status == 304);
    CHECK(body_of(again).empty());
    CHECK(here.get("/v1/messages/m1/raw", {{"If-None-Match", "\"other\""}}).status == 200);
    for (const auto* path : {"/v1/messages/m1", "/v1/messages/m1/raw", "/v1/message/raw", "/v1/message/parts"}) {
        const auto known = here.get(path, {{"If-None-Match", " * "}});
        CHECK_MESSAGE(known.status == 304, path);
        CHECK(header_of(known, "ETag").size() == 66);
    }
    CHECK(here.get("/v1/messages/m1/html", {{"If-None-Match", "*"}}).status == 404);
}

TEST_CASE("text and HTML are decoded, and HTML is fenced in") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send({.bytes = std::string(multipart)});
    const auto html = here.get("/v1/messages/m1/html");
    CHECK(body_of(html).find("<b>Hi</b>") != std::string::npos);
    CHECK(header_of(html, "Content-Security-Policy").find("sandbox") != std::string::npos);
    CHECK(header_of(html, "X-Content-Type-Options") == "nosniff");
    CHECK(here.get("/v1/messages/m1/text").status == 404);
}

TEST_CASE("a part is found by its number and shown as something harmless") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send({.bytes = std::string(multipart)});
    const auto attachments = json_of(here.get("/v1/messages/m1"))["attachments"];
    REQUIRE(attachments.size() == 1);
    const auto part = here.get(attachments[0]["url"].get<std::string>());
    CHECK(body_of(part) == "<svg/>");
    CHECK(part.content_type == "application/octet-stream");
    CHECK(here.get("/v1/messages/m1/parts/9").status == 404);
}

TEST_CASE("calls on one message take no parameters") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    CHECK(here.get("/v1/messages/m1?view=full").status == 400);
    CHECK(here.get("/v1/messages/m1/raw?x=1").status == 400);
}

TEST_CASE("a transcript is JSON, text or the octets of the wire") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.login("app");
    sender.send();
    sender.quit();
    const auto lines = json_of(here.get("/v1/sessions/s1/transcript"));
    CHECK(lines["session"] == "s1");
    CHECK(lines["lines"][0]["event"] == "session_opened");
    const auto text = body_of(here.get("/v1/sessions/s1/transcript", {{"Accept", "text/plain"}}));
    CHECK(text.find("S: 220 mock.test ESMTP\nC: EHLO app.local\n") != std::string::npos);
    CHECK(text.find("C: AUTH PLAIN <secret of 16 octets, sha256 ") != std::string::npos);
    const auto bytes = body_of(here.get("/v1/sessions/s1/transcript?format=bytes"));
    CHECK(bytes.find("DATA\r\n354 Go on\r\nSubject: Hello\r\n") != std::string::npos);
    CHECK(bytes.find("AHVzZXIAcGFzcw==") == std::string::npos);
    here.around.show_secrets = true;
    CHECK(body_of(here.get("/v1/sessions/s1/transcript?format=text")).find("C: AUTH PLAIN AHVzZXIAcGFzcw==\n") !=
          std::string::npos);
    CHECK(here.get("/v1/sessions/s1/transcript?format=xml").status == 400);
}

TEST_CASE("a malformed reply stands in a transcript with every octet, whether or not it ends its line") {
    using namespace std::string_literals;
    world here;
    client sender(here.scope);
    sender.hello();
    const auto say = [&](std::string raw) {
        smtp::reply made;
        made.raw = std::move(raw);
        sender.reply(std::move(made), smtp::rule_hit{"garble", 1});
    };
    say("25");
    say("250-a\r\n250\0\xff b\n\r\n"s);
    say("\r\n");
    const auto text = body_of(here.get("/v1/sessions/s1/transcript?format=text"));
    CHECK(
        text.ends_with("S: 25\n-- no line end\n-- by rule garble (hit 1)\n"
                       "S: 250-a\nS: 250\\x00\\xff b\\n\n-- by rule garble (hit 1)\n"
                       "S: \n-- by rule garble (hit 1)\n"));
    const auto bytes = body_of(here.get("/v1/sessions/s1/transcript?format=bytes"));
    CHECK(bytes.ends_with("25250-a\r\n250\0\xff b\n\r\n\r\n"s));
    const auto lines = json_of(here.get("/v1/sessions/s1/transcript"))["lines"];
    CHECK(lines[4]["reply"]["raw"] == "25");
    CHECK_FALSE(lines[4]["reply"].contains("not_utf8"));
    CHECK(lines[5]["reply"]["not_utf8"] == true);
    CHECK_FALSE(lines[3]["reply"].contains("raw"));
}

TEST_CASE("a transcript tells what a rule did without a reply, and where the session was held") {
    world here;
    client sender(here.scope);
    sender.hello();
    const auto held = sender.line().hold_opened({.at = match::stage::message, .by = {"stall", 2}});
    sender.line().record(smtp::hold_closed{held, true});
    sender.line().record(
        smtp::hold_closed{sender.line().hold_opened({.at = match::stage::quit, .by = {"stall", 3}}), false});
    sender.line().record(smtp::rule_acted{match::stage::data, {"drop", 1}});
    CHECK(body_of(here.get("/v1/sessions/s1/transcript?format=text"))
              .ends_with("-- hold_opened h1 at message, by rule stall (hit 2)\n-- hold_closed h1, released\n"
                         "-- hold_opened h2 at quit, by rule stall (hit 3)\n-- hold_closed h2, not released\n"
                         "-- rule_acted at data, by rule drop (hit 1)\n"));
}
