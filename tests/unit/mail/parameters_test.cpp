#include "mocksmtp/mail/parameters.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/text.hpp"

using namespace mocksmtp;

namespace {

std::string value_of(const std::string& text, const std::string& name) {
    const mail::parameterised_value parsed = mail::parse_parameters(text);
    const std::string* value = parsed.find(name);
    return value == nullptr ? "(none)" : *value;
}

}  // namespace

TEST_CASE("a value and its parameters are read, names in lower case, values as they are") {
    const mail::parameterised_value parsed = mail::parse_parameters(" Text/HTML; Charset=UTF-8; format=\"flowed\" ");
    CHECK(parsed.value == "text/html");
    REQUIRE(parsed.parameters.size() == 2);
    CHECK(parsed.parameters[0].name == "charset");
    CHECK(parsed.parameters[0].value == "UTF-8");
    CHECK(parsed.parameters[1].name == "format");
    CHECK(parsed.parameters[1].value == "flowed");
    CHECK(parsed.find("boundary") == nullptr);
}

TEST_CASE("values without parameters, and no value at all") {
    CHECK(mail::parse_parameters("attachment").value == "attachment");
    CHECK(mail::parse_parameters("").value.empty());
    CHECK(mail::parse_parameters(";;; ;=;a;=b;").parameters.empty());
    CHECK(mail::parse_parameters("; charset=x").value.empty());
}

TEST_CASE("comments and white space stand anywhere (RFC 2045 section 5.1)") {
    CHECK(value_of("text/plain; charset=us-ascii (Plain text)", "charset") == "us-ascii");
    CHECK(value_of("text/plain (a;b) ; (c) charset (d) = (e\\)) \"us-ascii\" (f)", "charset") == "us-ascii");
    CHECK(mail::parse_parameters("text / plain (x (y) z)").value == "text/plain");
    CHECK(mail::parse_parameters("(open; a=b").parameters.empty());
}

TEST_CASE("quoted strings keep what they hold and lose their escapes") {
    CHECK(value_of("a/b; filename=\"a;b=c (d) \\\"e\\\\ .txt\"", "filename") == "a;b=c (d) \"e\\ .txt");
    CHECK(value_of("a/b; filename=\"\"", "filename").empty());
    CHECK(value_of("a/b; filename=\"never closed; x=y", "filename") == "never closed; x=y");
    CHECK(value_of("a/b; filename=\"ends in \\", "filename") == "ends in \\");
}

TEST_CASE("unquoted values may hold spaces and equals signs") {
    CHECK(value_of("attachment; filename=my report 1.pdf ; size=3", "filename") == "my report 1.pdf");
    CHECK(value_of("a/b; boundary=--=_x=y", "boundary") == "--=_x=y");
}

TEST_CASE("of a parameter given twice the first counts") { CHECK(value_of("a/b; x=1; X=2", "x") == "1"); }

TEST_CASE("extended values are decoded from their charset (RFC 2231 section 4)") {
    CHECK(value_of("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "title") ==
          "This is ***fun***");
    CHECK(value_of("a/b; filename*=UTF-8''%e2%82%ac%20rates.txt", "filename") == "\u20AC rates.txt");
    CHECK(value_of("a/b; filename*=iso-8859-1'fr'caf%E9.txt", "filename") == "caf\u00E9.txt");
    CHECK(value_of("a/b; filename*=\"UTF-8''%C3%A9\"", "filename") == "\u00E9");
    CHECK(value_of("a/b; filename*=''%C3%A9", "filename") == "\u00E9");
    CHECK(value_of("a/b; filename*=%C3%A9", "filename") == "\u00E9");
    CHECK(value_of("a/b; filename*=UTF-8''50%25 100% %zz", "filename") == "50% 100% %zz");
}

TEST_CASE("what was written with a charset is marked, and what is none of its characters") {
    const auto read = [](std::string_view text) { return mail::parse_parameters(text).parameters.at(0); };
    CHECK(read("a/b; f*=utf-8''%C3%BC").extended);
    CHECK_FALSE(read("a/b; f*=utf-8''%C3%BC").undecodable);
    CHECK(read("a/b; f*=utf-8''%FC").undecodable);
    CHECK(read("a/b; f*0=a; f*1*=%FC").undecodable);
    CHECK_FALSE(read("a/b; f*=x-none''%C3%BC").undecodable);
    CHECK_FALSE(read("a/b; f*0=a; f*1=b").extended);
    CHECK_FALSE(read("a/b; f=\xFC").undecodable);
    CHECK_FALSE(read("a/b; f=\xFC").extended);
}

TEST_CASE("continued values are joined by number, whatever their order (RFC 2231 section 3)") {
    CHECK(value_of("message/external-body; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/pub\"", "url") ==
          "ftp://cs.utk.edu/pub");
    CHECK(value_of("a/b; title*2=\"isn't it!\"; title*0*=us-ascii'en'This%20is%20even%20more%20; "
                   "title*1*=%2A%2A%2Afun%2A%2A%2A%20",
                   "title") == "This is even more ***fun*** isn't it!");
    CHECK(value_of("a/b; f*0*=utf-8''%E2%82; f*1*=%AC", "f") == "\u20AC");
    CHECK(value_of("a/b; f*0=it's; f*1=' here", "f") == "it's' here");
}

TEST_CASE("a continued value ends where a section is missing") {
    CHECK(value_of("a/b; f*0=a; f*1=b; f*3=d", "f") == "ab");
    CHECK(value_of("a/b; f*1=b; f=plain", "f") == "plain");
    CHECK(value_of("a/b; f*4294967295=x; f*0=a", "f") == "a");
}

TEST_CASE("what only looks like RFC 2231 is a parameter by its whole name") {
    CHECK(value_of("a/b; f*x=1", "f*x") == "1");
    CHECK(value_of("a/b; f*99999999999999999999=1", "f*99999999999999999999") == "1");
    CHECK(value_of("a/b; f**=1", "f**") == "1");
}

TEST_CASE("the extended form wins over the continued one and that over the plain one") {
    CHECK(value_of("a/b; f=plain; f*0=continued; f*=utf-8''extended", "f") == "extended");
    CHECK(value_of("a/b; f=plain; f*0=continued", "f") == "continued");
    CHECK(mail::parse_parameters("a/b; f=plain; f*0=continued; f*=utf-8''extended").parameters.size() == 1);
}

TEST_CASE("raw 8-bit values come out as UTF-8") {
    CHECK(value_of("a/b; f=caf\xC3\xA9", "f") == "caf\u00E9");
    CHECK(value_of("a/b; f=caf\xE9", "f") == "caf\uFFFD");
    CHECK(mail::parse_parameters("te\xFFt/plain").value == "te\uFFFDt/plain");
}

TEST_CASE("tens of thousands of parameters and sections are read whole") {
    std::string text = "a/b";
    for (int i = 0; i < 20'000; ++i) text += "; p" + std::to_string(i) + "=" + std::to_string(i);
    CHECK(mail::parse_parameters(text).parameters.size() == 20'000);
    text = "a/b";
    for (int i = 20'000; i-- > 0;) text += "; f*" + std::to_string(i) + "=x";
    CHECK(value_of(text, "f") == std::string(20'000, 'x'));
    CHECK(mail::parse_parameters(std::string(1'000'000, '(')).value.empty());
    CHECK(value_of("a/b; x=" + std::string(1'000'000, '"'), "x").empty());
}

TEST_CASE("quoting then parsing gives the value back") {
    CHECK(rc::check([] {
        const auto value = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
        std::string quoted;
        for (const char c : value) (c == '"' || c == '\\' ? quoted += '\\' : quoted) += c;
        RC_ASSERT(value_of("a/b; x=1; f=\"" + quoted + "\"; y=2", "f") == value);
    }));
}

TEST_CASE("any bytes give parameters in valid UTF-8") {
    CHECK(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
            {{2, rc::gen::arbitrary<char>()},
             {4, rc::gen::element(';', '=', '*', '"', '\\', '(', ')', '0', 'f', '\'', '%')}}));
        const mail::parameterised_value parsed = mail::parse_parameters(text);
        RC_ASSERT(base::is_utf8(parsed.value));
        for (const auto& each : parsed.parameters) RC_ASSERT(base::is_utf8(each.name) && base::is_utf8(each.value));
    }));
}
