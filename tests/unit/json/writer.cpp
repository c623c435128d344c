#include "api/json/writer.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "api/json/value.hpp"

using api::json::value;
using api::json::writer;

namespace {

template <class type>
std::string in_json(const type& what) {
    std::string made;
    writer(made).add(what);
    return made;
}

}  // namespace

TEST_CASE("the writer's text is what dump makes of the same value") {
    std::string made = "kept in front,";
    writer to(made);
    to.object([&] {
        to.put("name", "x");
        to.put("none", nullptr);
        to.put("flag", true);
        to.put("below", -5);
        to.put("large", std::uint64_t{18446744073709551615u});
        to.put("absent", std::optional<std::string>());
        to.put("present", std::optional<std::string>("y"));
        to.put("list", std::vector<std::string>{"a", "b"});
        to.put("empty", std::vector<std::string>());
        to.put_object("inner", [] {});
        to.put_array("objects", [&] {
            to.object([&] { to.put("a", 1); });
            to.object([] {});
            to.add("z");
        });
    });
    const value same = {{"name", "x"},
                        {"none", nullptr},
                        {"flag", true},
                        {"below", -5},
                        {"large", std::uint64_t{18446744073709551615u}},
                        {"absent", nullptr},
                        {"present", "y"},
                        {"list", {"a", "b"}},
                        {"empty", value::array()},
                        {"inner", value::object()},
                        {"objects", value::array({{{"a", 1}}, value::object(), "z"})}};
    CHECK(made == "kept in front," + api::json::dump(same));
}

TEST_CASE("every octet alone, and before and behind others, is written as dump writes it") {
    for (int octet = 0; octet < 256; ++octet) {
        const auto one = static_cast<char>(octet);
        for (const auto& text :
             {std::string(1, one), std::string("a") + one + "b", std::string("\xC3\xA9") + one,
              std::string("\xE2\x82") + one, std::string("\"\\\x0b") + one + one + "\xF0\x9F\x98\x80"}) {
            CAPTURE(octet);
            CHECK(in_json(text) == api::json::dump(value(text)));
        }
    }
}

TEST_CASE("a member's name is escaped like any text") {
    std::string made;
    writer to(made);
    to.object([&] { to.put("x\"y", 1); });
    CHECK(made == "{\"x\\\"y\":1}");
}
