#include "mocksmtp/base/diagnostic.hpp"

#include <doctest/doctest.h>

#include <cstddef>

namespace mocksmtp::base {

TEST_CASE("the table of diagnostics is in the order of the codes, with a name, an RFC and a sentence each") {
    std::size_t index = 0;
    for (const diagnostic_row& one : diagnostic_rows()) {
        CHECK(static_cast<std::size_t>(one.code) == index++);
        CHECK(&row_of(one.code) == &one);
        CHECK(!one.name.empty());
        CHECK((!one.rfc.empty() || one.code == diagnostic_code::parts_left_out));
        CHECK(!one.sentence.empty());
    }
    CHECK(index == static_cast<std::size_t>(diagnostic_code::unencoded_utf8_address) + 1);
}

}  // namespace mocksmtp::base
