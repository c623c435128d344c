#include <doctest/doctest.h>
#include <zlib.h>

#include <array>

#include "api/beast/gzip.hpp"

using namespace api::beast;

namespace {

// Everything that can be read of it so far.
std::string unpacked(std::string_view packed) {
    z_stream state{};
    REQUIRE(inflateInit2(&state, 15 + 16) == Z_OK);
    state.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    state.avail_in = static_cast<uInt>(packed.size());
    std::string made;
    std::array<char, 1000> room;
    do {
        state.next_out = reinterpret_cast<Bytef*>(room.data());
        state.avail_out = room.size();
        const int said = inflate(&state, Z_SYNC_FLUSH);
        if (said != Z_OK && said != Z_STREAM_END && said != Z_BUF_ERROR) break;
        made.append(room.data(), room.size() - state.avail_out);
    } while (state.avail_out == 0);
    inflateEnd(&state);
    return made;
}

}  // namespace

TEST_CASE("a body comes out as it went in") {
    std::string long_one;
    for (int n = 0; n < 20000; ++n) long_one += std::to_string(n * 7919) + ",";
    for (const auto& text : {std::string(), std::string("x"), std::string("\0\xFF", 2), long_one}) {
        const auto packed = gzip(text);
        CHECK(packed.starts_with("\x1f\x8b"));
        CHECK(unpacked(packed) == text);
    }
    CHECK(gzip(long_one).size() < long_one.size() / 2);
}

TEST_CASE("each piece can be read before the next one comes") {
    gzip_stream stream;
    auto packed = stream.add("one\n");
    CHECK(unpacked(packed) == "one\n");
    packed += stream.add("two\n");
    CHECK(unpacked(packed) == "one\ntwo\n");
    packed += stream.finish();
    CHECK(unpacked(packed) == "one\ntwo\n");
}

TEST_CASE("the same body is the same octets") { CHECK(gzip("all the same") == gzip("all the same")); }

TEST_CASE("text and JSON are compressed, octets and live events are not") {
    for (const auto* type : {"application/json", "application/problem+json", "text/plain; charset=utf-8", "text/html",
                             "application/x-ndjson", "application/yaml"})
        CHECK_MESSAGE(can_be_compressed(type), type);
    for (const auto* type :
         {"text/event-stream", "message/rfc822", "application/octet-stream", "image/png", "application/x-pem-file", ""})
        CHECK_FALSE_MESSAGE(can_be_compressed(type), type);
}
