#include "mocksmtp/store/packed.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mocksmtp;
using store::packed_reader;
using store::packer;

TEST_CASE("an address with everything comes out of its packed form as it went in") {
    smtp::addressed given;
    given.address = "bob@example.test";
    given.params = {{"SIZE", "812"}, {"SMTPUTF8", std::nullopt}, {"ENVID", ""}};
    given.answer = {550, smtp::enhanced_code{5, 1, 1}, {"first", "", "third"}};
    given.rule = smtp::rule_hit{"no-bob", 3};
    std::string packed;
    packer(packed).put(given);
    packer(packed).put(smtp::addressed{});
    packed_reader from(packed);
    CHECK(from.addressed() == given);
    CHECK(from.addressed() == smtp::addressed{});
    CHECK(from.done());
}

TEST_CASE("a reply given as octets comes out with all of them, NUL and missing line end included") {
    using namespace std::string_literals;
    const smtp::reply malformed{250, {}, {"not said"}, "25\0\xff"s};
    const smtp::reply both{451, smtp::enhanced_code{4, 7, 1}, {}, "451-no end\r\n"};
    std::string packed;
    packer(packed).put(malformed);
    packer(packed).put(both);
    packer(packed).put(smtp::reply{});
    packed_reader from(packed);
    CHECK(from.reply() == malformed);
    CHECK(from.reply() == both);
    CHECK(from.reply() == smtp::reply{});
    CHECK(from.done());
}

TEST_CASE("a glance tells address and refusal and steps over the rest") {
    std::string packed;
    packer(packed).put(smtp::addressed{"a@b", {}, {250, {}, {"Ok"}}, {}});
    packer(packed).put(smtp::addressed{"c@d", {}, {354, {}, {"not a completion"}}, {}});
    packer(packed).put(smtp::addressed{"e@f", {}, {.code = 0}, {}});
    packed_reader from(packed);
    const auto first = from.glance();
    CHECK(first.address == "a@b");
    CHECK_FALSE(first.refused);
    const auto second = from.glance();
    CHECK(second.address == "c@d");
    CHECK(second.refused);
    const auto third = from.glance();
    CHECK(third.address == "e@f");
    CHECK_FALSE(third.refused);
    CHECK(from.done());
}

TEST_CASE("numbers of every length survive") {
    for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{16384},
                                       std::numeric_limits<std::uint64_t>::max()}) {
        std::string packed;
        packer(packed).put(number);
        packed_reader from(packed);
        CHECK(from.number() == number);
        CHECK(from.done());
    }
}

TEST_CASE("reading past the end gives empty things") {
    packed_reader from("");
    CHECK(from.number() == 0);
    CHECK(from.text().empty());
    CHECK_FALSE(from.rule());
    CHECK_FALSE(from.data());
    CHECK(packed_reader("\xff").number() == 127);
    CHECK(packed_reader("\x05"
                        "abc")
              .text() == "abc");
}

TEST_CASE("data facts and diagnostics come out as they went in") {
    std::string packed;
    packer(packed).put(std::optional(smtp::data_facts{smtp::body_via::bdat, 52428800, {552, {}, {"Too big"}}}));
    packer(packed).put(base::diagnostic{base::diagnostic_code::space_after_colon, "here", 0});
    packed_reader from(packed);
    const auto data = from.data();
    REQUIRE(data);
    CHECK(data->via == smtp::body_via::bdat);
    CHECK(data->octets == 52428800);
    CHECK(data->answer.code == 552);
    CHECK(from.diagnostic() == base::diagnostic{base::diagnostic_code::space_after_colon, "here", 0});
}
