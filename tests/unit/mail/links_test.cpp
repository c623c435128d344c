#include "mocksmtp/mail/links.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "mocksmtp/mail/html_text.hpp"
#include "mocksmtp/mail/text_urls.hpp"

using namespace mocksmtp;
using mail::link;
using mail::link_place;

namespace {

std::string urls_in(std::string_view text) {
    std::string all;
    for (const auto& one : mail::find_urls(text)) all += (all.empty() ? "" : " ") + one.url;
    return all;
}

std::vector<mail::link> clickable(std::string_view html) { return mail::read_html(html).links; }

}  // namespace

TEST_CASE("a URL in text ends where a mail reader would end it") {
    CHECK(urls_in("see http://a.test.") == "http://a.test");
    CHECK(urls_in("see (https://a.test/x(1)), or https://a.test/(2)") == "https://a.test/x(1) https://a.test/(2)");
    CHECK(urls_in("see <https://a.test/x?a=1&b=2>") == "https://a.test/x?a=1&b=2");
    CHECK(urls_in("\"https://a.test/x\", 'https://a.test/y'") == "https://a.test/x https://a.test/y");
    CHECK(urls_in("[here](https://a.test/x) **https://a.test/y**") == "https://a.test/x https://a.test/y");
    CHECK(urls_in("HTTPS://A.test/X!") == "HTTPS://A.test/X");
    CHECK(urls_in("http://[::1]:8080/x]") == "http://[::1]:8080/x");
    CHECK(urls_in("https://a.test/\xC3\xA4\xE3\x80\x82") == "https://a.test/\xC3\xA4");
    CHECK(urls_in("https://a.test/{{token}}") == "https://a.test/{{token}}");
    CHECK(urls_in("mailto:a@b.test?subject=x, more") == "mailto:a@b.test?subject=x");
}

TEST_CASE("a token at the end of a URL is whole, whatever sign it ends in, unless the sign stands in front of it too") {
    CHECK(urls_in("Reset: https://a.test/?token=4Zk3_") == "https://a.test/?token=4Zk3_");
    CHECK(urls_in("https://a.test/~ https://a.test/' https://a.test/* https://a.test/|.") ==
          "https://a.test/~ https://a.test/' https://a.test/* https://a.test/|");
    CHECK(urls_in("_https://a.test/x_ _*https://a.test/y*_ 'https://a.test/z'.") ==
          "https://a.test/x https://a.test/y https://a.test/z");
    CHECK(urls_in("_https://a.test/4Zk3__, **https://a.test/4Zk3_**") == "https://a.test/4Zk3_ https://a.test/4Zk3_");
    CHECK(urls_in("|https://a.test/x| ~~https://a.test/y~~") == "https://a.test/x https://a.test/y");
}

TEST_CASE("what is no URL is none") {
    CHECK(urls_in("http:// https:/a xhttp://a.test ftp://a.test a@b.test : mailto:") == "");
}

TEST_CASE("a URL between angle brackets may go on in the next line") {
    CHECK(urls_in("<https://a.test/\n  long>") == "https://a.test/long");
    CHECK(urls_in("<URL:https://a.test/\nlong>") == "https://a.test/long");
    CHECK(urls_in("<https://a.test/\n\nlong>") == "https://a.test/");
    CHECK(urls_in("<https://a.test/x y>") == "https://a.test/x");
}

TEST_CASE("what HTML lets click is a link, with its text on one line") {
    CHECK(clickable("<a href=\"https://a.test/?a=1&amp;b=2\">\n Reset <b>it</b>\n</a>") ==
          std::vector<mail::link>{{"https://a.test/?a=1&b=2", "Reset it", link_place::html}});
    CHECK(clickable("<A HREF=x><img alt='Go &gt;' src=y></A>") ==
          std::vector<mail::link>{{"x", "Go >", link_place::html}});
    CHECK(clickable("<area href='y' alt=Map>") == std::vector<mail::link>{{"y", "Map", link_place::html}});
    CHECK(clickable("<a href='ht\ntps://a.test'>x") ==
          std::vector<mail::link>{{"https://a.test", "x", link_place::html}});
    CHECK(clickable("<a href=1>x<a href=2>y</a>").size() == 2);
}

TEST_CASE("what leads nowhere is no link") {
    for (const char* html :
         {"<a href='#top'>x</a>", "<a href=' JavaScript:x()'>x</a>", "<a>x</a>", "<a href>x</a>", "<a href=''>x</a>",
          "<!-- <a href='x'> -->", "<script>'<a href=x>'</script>", "<style><a href=x></style>", "<a href='x",
          "<img src=x>", "<link href=x>", "< a href=x>"}) {
        CAPTURE(html);
        CHECK(clickable(html).empty());
    }
}

TEST_CASE("each URL is listed once, the HTML's first, with the first text there is") {
    const std::vector<mail::link> of_html = {{"https://a.test/1", "", link_place::html},
                                             {"https://a.test/1", "Go", link_place::html}};
    CHECK(mail::gather_links(of_html, "https://a.test/2 https://a.test/1 https://a.test/2") ==
          std::vector<mail::link>{{"https://a.test/1", "Go", link_place::html},
                                  {"https://a.test/2", "https://a.test/2", link_place::text}});
}

TEST_CASE("links are found in time that grows with the text") {
    for (const std::string piece : {"(http://a", "<http://a", "(http://a)", "http://", ":", "mailto:", "<http://a\n",
                                    "[http://a](", "*", "*http://a*"}) {
        std::string text;
        while (text.size() < 300'000) text += piece;
        CHECK(urls_in(text).size() <= text.size() + 1);
    }
}
