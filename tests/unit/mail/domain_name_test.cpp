#include "mocksmtp/mail/domain_name.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/text.hpp"

using namespace mocksmtp;
using mail::readable_domain;
using mail::same_domain;

TEST_CASE("A-labels are read as the U-labels that they stand for (RFC 3492)") {
    CHECK(readable_domain("xn--mller-kva.test") == "m\u00FCller.test");
    CHECK(readable_domain("XN--MLLER-KVA.Test") == "m\u00FCller.test");
    CHECK(readable_domain("xn--wgv71a119e.xn--fiq") == "\u65E5\u672C\u8A9E.\u4E2D");
    CHECK(readable_domain("xn--bcher-kva.xn--strae-oqa") == "b\u00FCcher.stra\u00DFe");
    CHECK(readable_domain("xn--egbpdaj6bu4bxfgehfvwxn") ==
          "\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064A\u061F");
    CHECK(readable_domain("M\u00DCLLER.Test") == "m\u00FCller.test");
    CHECK(readable_domain("a..b.") == "a..b.");
    CHECK(readable_domain("") == "");
}

TEST_CASE("what is no A-label stays") {
    for (const std::string one : {"xn--", "xn--\u00FC", "xn--99999999", "xn--a_b", "xn--mller-kv", "axn--mller-kva"}) {
        CAPTURE(one);
        CHECK(base::is_utf8(readable_domain(one)));
        CHECK_FALSE(same_domain(one, "m\u00FCller"));
    }
    const std::string longer = "xn--" + std::string(60, 'a');
    CHECK(readable_domain(longer) == longer);
}

TEST_CASE("two spellings of a domain are the same") {
    CHECK(same_domain("xn--mller-kva.test", "m\u00FCller.TEST"));
    CHECK(same_domain("M\u00DCLLER.test", "m\u00FCller.test"));
    CHECK(same_domain("a.test", "A.Test"));
    CHECK_FALSE(same_domain("xn--mller-kva.test", "muller.test"));
    CHECK_FALSE(same_domain("a.test", "b.test"));
}

TEST_CASE("any bytes are read in valid UTF-8 if they were") {
    CHECK(rc::check([] {
        const auto tail = *rc::gen::container<std::string>(rc::gen::element('a', 'z', '0', '9', '-', 'A', '.'));
        RC_ASSERT(base::is_utf8(readable_domain("xn--" + tail)));
    }));
}
