#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>

#include "mocksmtp/mail/html_content_ids.hpp"
#include "mocksmtp/mail/html_entity.hpp"
#include "mocksmtp/mail/html_text.hpp"
#include "mocksmtp/mail/html_token.hpp"

using namespace mocksmtp;
using mail::html_token;

namespace {

// Tags and text, one after another.
std::string tokens(std::string_view html) {
    std::string all;
    mail::html_reader reader(html);
    while (const auto next = reader.next()) {
        if (next->what == html_token::kind::text) {
            all += "[" + std::string(next->text) + "]";
            continue;
        }
        all += (next->what == html_token::kind::end_tag ? "</" : "<") + next->name;
        for (const auto& each : next->attributes) all += " " + each.name + "=" + std::string(each.value);
        all += ">";
    }
    return all;
}

std::string text_of(std::string_view html) { return mail::read_html(html).text; }

}  // namespace

TEST_CASE("HTML falls into tags and text, however it is written") {
    CHECK(tokens("a<B Class=x id='y z' CHECKED>b</B >") == "[a]<b class=x id=y z checked=>[b]</b>");
    CHECK(tokens("<br/><img src=a/b alt = \"c>d\">") == "<br><img src=a/b alt=c>d>");
    CHECK(tokens("1 < 2 <> 3 <3") == "[1 < 2 <> 3 <3]");
    CHECK(tokens("<!DOCTYPE html><?xml?><!--<b>--><!-->x</ y>z") == "[x][z]");
    CHECK(tokens("<!-- a --!>x<!-- -->y--!><!--!>z-->") == "[x][y--!>]");
    CHECK(tokens("<!--!><a>--!>x<!---!><a>--->y<!----!>z<!--->-") == "[x][y][z][-]");
    CHECK(tokens("<iframe><a></iframe>x") == "<iframe></iframe>[x]");
    CHECK(tokens("<script>if (a</b) '<i>'</SCRIPT>x<title><b></title>") == "<script></script>[x]<title></title>");
}

TEST_CASE("many comments are passed over in one pass" * doctest::timeout(5)) {
    const std::string comment = "<!--x--!>";
    std::string html;
    for (std::size_t i = 0; i < 50'000; ++i) html += comment;  // most of a minute if each looks through all the rest
    CHECK(tokens(html).empty());
}

TEST_CASE("what is not closed takes up the rest") {
    CHECK(tokens("a<b c='d>e") == "[a]");
    CHECK(tokens("a<!-- b") == "[a]");
    CHECK(tokens("a<script>b") == "[a]<script>");
    CHECK(tokens("a<") == "[a<]");
    CHECK(tokens("a</") == "[a]");
}

TEST_CASE("the first of two attributes counts") {
    mail::html_reader reader("<a href=1 HREF=2>");
    const auto tag = reader.next();
    REQUIRE(tag);
    CHECK(tag->find("href") == "1");
    CHECK_FALSE(tag->find("title"));
}

TEST_CASE("character references are the characters they stand for") {
    CHECK(mail::decode_entities("&amp;&lt;&eacute;&#228;&#xE4;&#X1F600;&apos;") == "&<\u00E9\u00E4\u00E4\U0001F600'");
    CHECK(mail::decode_entities("&amp &copy 1 & &; &nosuch; &#; &#x;") == "& \u00A9 1 & &; &nosuch; &#; &#x;");
    CHECK(mail::decode_attribute_entities("?a=1&copy=2&lang=3&copyright&copy;=") ==
          "?a=1&copy=2&lang=3&copyright\u00A9=");
    CHECK(mail::decode_entities("&copy=2&copyright&notin;&notit;") == "\u00A9=2\u00A9right\u2209\u00ACit;");
    CHECK(mail::decode_entities("&colon;&AMP&NotEqualTilde;&zwnj;&CounterClockwiseContourIntegral;&check") ==
          ":&\u2242\u0338\u200C\u2233&check");
    CHECK(mail::decode_entities("Don&#146;t &#x80;&#129;") == "Don\u2019t \u20AC\u0081");
    CHECK(mail::decode_entities("&#0;&#xD800;&#x110000;&#99999999999;") == "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("HTML reads as its lines are shown") {
    CHECK(text_of("<p>One\n two</p><p>three<br>four</p>") == "One two\n\nthree\nfour\n\n");
    CHECK(text_of("<table><tr><td>a</td><td> b </td></tr><tr><td>c</td></tr></table>") == "a\tb\nc\n\n");
    CHECK(text_of("a&nbsp;<b>b</b> <style>x</style><img alt=Logo>") == "a b Logo");
    CHECK(text_of("<pre>a\nb</pre>") == "a\nb\n\n");
}

TEST_CASE("pictures of the mail itself are pointed at where they are") {
    const auto replaced = [](std::string_view html) {
        return mail::replace_content_ids(html, [](std::string_view id) -> std::optional<std::string> {
            if (id != "a@b") return std::nullopt;
            return "/parts/2";
        });
    };
    CHECK(replaced("x<img alt=cid:a@b src=\"cid:a@b\"> y") == "x<img alt=cid:a@b src=\"/parts/2\"> y");
    CHECK(replaced("<td background='CID:a%40b'><img src=cid:a&#64;b>") ==
          "<td background='/parts/2'><img src=/parts/2>");
    CHECK(replaced("<b style=\"a:url('cid:a@b'),url(cid:c)\"><style>b{a:url( cid:a@b )}</style>") ==
          "<b style=\"a:url('/parts/2'),url(cid:c)\"><style>b{a:url( /parts/2 )}</style>");
    CHECK(replaced("<b style=a:url(&quot;cid:a@b&quot;)&amp;&#32;b><b style='a:url(cid:a@b)&#39;'>") ==
          "<b style=a:url(&#34;/parts/2&#34;)&#38;&#32;b><b style='a:url(/parts/2)&#39;'>");
    CHECK(replaced("<img srcset='cid:a@b 1x, cid:c 2x,cid:a@b, x,cid:a@b'>") ==
          "<img srcset='/parts/2 1x, cid:c 2x,/parts/2, x,cid:a@b'>");
    CHECK(replaced("<img src='cid:c'> cid:a@b <!-- <img src='cid:a@b'> -->") ==
          "<img src='cid:c'> cid:a@b <!-- <img src='cid:a@b'> -->");
}
