#include "api/routes/html.hpp"
#include "world.hpp"

using namespace testing;

namespace {

std::string page_of(world& here) {
    const auto made = here.get("/v1/report.html");
    CHECK(made.status == 200);
    CHECK(made.content_type == "text/html; charset=utf-8");
    return body_of(made);
}

bool has(const std::string& page, std::string_view text) { return page.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("text in a page is text, whatever it says") {
    CHECK(routes::escaped("<b a=\"'&\">\n\tx") == "&lt;b a=&quot;&#39;&amp;&quot;&gt;\n\tx");
    CHECK(routes::escaped("r\xC3\xA9") == "r\xC3\xA9");
    CHECK(routes::escaped("\xFF\x01\x7F") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(routes::escaped("\xC3") == "\xEF\xBF\xBD");
}

TEST_CASE("the page of evidence shows each message, with its envelope and what its mail says") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send({.to = {"bob@example.test"}, .refused = {"eve@example.test"}});
    const auto page = page_of(here);
    CHECK(has(page, "<details id=\"m1\">"));
    CHECK(has(page, "&lt;bob@example.test&gt;"));
    CHECK(has(page, "&lt;eve@example.test&gt;"));
    CHECK(has(page, "Hello"));
    CHECK(has(page, "C: EHLO app.local"));
    CHECK(page.ends_with("</html>\n"));
}

TEST_CASE("a failed expectation stands in the page behind its mark") {
    world here;
    here.scope.mark("test <one>");
    CHECK(here.get("/v1/message?to=bob@example.test&wait=0s").status == 417);
    const auto page = page_of(here);
    CHECK(has(page, "behind the mark <b>test &lt;one&gt;</b>"));
    CHECK(has(page, "expected exactly 1 message"));
    CHECK(has(page, "class=\"alarm\""));
    CHECK_FALSE(has(page, "No expectation has failed."));
}

TEST_CASE("what is deleted while the page is written is left out, and a reset breaks it off") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send({});
    sender.send({});
    const auto made = here.get("/v1/report.html");
    auto& source = *std::get<std::shared_ptr<routes::body_source>>(made.body);
    std::string page;
    while (!has(page, "id=\"messages\"")) page += std::get<std::string>(source.next());
    here.scope.erase(base::message_id{1});
    const auto rest = body_of(made);
    CHECK_FALSE(has(rest, "id=\"m1\""));
    CHECK(has(rest, "id=\"m2\""));

    const auto again = here.get("/v1/report.html");
    here.scope.reset();
    CHECK(std::holds_alternative<routes::body_source::broken>(
        std::get<std::shared_ptr<routes::body_source>>(again.body)->next()));
}

TEST_CASE("a transaction that was not accepted stands among what was only tried") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.begin();
    sender.recipient("eve@example.test", 550);
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    CHECK(has(page_of(here), "<b id=\"t1\">t1</b>"));
}

TEST_CASE("the page for readers has the fields of the table") {
    world here;
    const auto page = body_of(here.get("/docs"));
    CHECK(has(page, "<code>tls_version</code>"));
    CHECK(has(page, "<code>headers.*</code>"));
    CHECK(here.get("/docs?x=1").status == 400);
}
