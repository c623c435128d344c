#include "mocksmtp/base/base64.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <string>

using namespace mocksmtp::base;
using namespace std::string_literals;

namespace {

struct example {
    std::string_view bytes;
    std::string_view text;
};

// RFC 4648 section 10
constexpr std::array examples{example{"", ""},
                              example{"f", "Zg=="},
                              example{"fo", "Zm8="},
                              example{"foo", "Zm9v"},
                              example{"foob", "Zm9vYg=="},
                              example{"fooba", "Zm9vYmE="},
                              example{"foobar", "Zm9vYmFy"}};

}  // namespace

TEST_CASE("the examples of RFC 4648 encode and decode") {
    for (const auto& [bytes, text] : examples) {
        CHECK(encode_base64(bytes) == text);
        CHECK(decode_base64(text) == bytes);
        const auto lenient = decode_base64_leniently(text);
        CHECK(lenient.bytes == bytes);
        CHECK(lenient.intact);
    }
}

TEST_CASE("all octets survive, whatever the length") {
    CHECK(rc::check([](const std::string& bytes) { RC_ASSERT(decode_base64(encode_base64(bytes)) == bytes); }));
}

TEST_CASE("texts longer than one call of the library takes are whole") {
    std::string bytes((3 << 20) + 5, '\0');
    for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 7 + at / 256);
    const std::string text = encode_base64(bytes);
    CHECK(text.size() == (bytes.size() + 2) / 3 * 4);
    const bool same = decode_base64(text) == bytes;
    CHECK(same);
}

TEST_CASE("strict decoding takes the canonical form only") {
    const std::array bad{"Zg",       "Zg=",      "Zg===",    "====", "=",     "==",    "Zh==",   "Zm9=",
                         "Zm9v=",    "Zm9v====", "Zg==Zg==", "Z=g=", " Zm9v", "Zm9v ", "Zm9v\n", "Zm 9v",
                         "Zm9v\r\n", "Zm9-",     "Zm9_",     "Z",    "Zm9v!", "*",     "=Zg="};
    for (const auto* text : bad) CHECK_MESSAGE(decode_base64(text) == std::nullopt, text);
    CHECK(decode_base64("Zm9v\0"s) == std::nullopt);
    CHECK(decode_base64("\xff\xff\xff\xff") == std::nullopt);
}

TEST_CASE("strict decoding never takes a text that encodes differently") {
    CHECK(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::elementOf("AZaz09+/== \n-"s));
        if (const auto bytes = decode_base64(text)) RC_ASSERT(encode_base64(*bytes) == text);
    }));
}

TEST_CASE("lenient decoding ignores line breaks without calling the text broken") {
    const auto found = decode_base64_leniently("Zm9v\r\n\tYm Fy\r\n");
    CHECK(found.bytes == "foobar");
    CHECK(found.intact);
    CHECK(decode_base64_leniently(" \r\n").intact);
}

TEST_CASE("lenient decoding makes the best of broken text and says so") {
    const std::array broken{
        example{"f", "Zg"},      example{"fo", "Zm8"},          example{"foo", "Zm9v="}, example{"ff", "Zg==Zg=="},
        example{"foo", "Zm9vY"}, example{"foo", "Zm-9_v!"},     example{"f", "Zh=="},    example{"", "===="},
        example{"", "Z"},        example{"foof", "Zm9v====Zg"},
    };
    for (const auto& [bytes, text] : broken) {
        const auto found = decode_base64_leniently(text);
        CHECK_MESSAGE(found.bytes == bytes, text);
        CHECK_MESSAGE(!found.intact, text);
    }
}

TEST_CASE("lenient decoding agrees with strict decoding wherever that decodes") {
    CHECK(rc::check([](const std::string& bytes) {
        const auto found = decode_base64_leniently(encode_base64(bytes));
        RC_ASSERT(found.bytes == bytes);
        RC_ASSERT(found.intact);
    }));
}
