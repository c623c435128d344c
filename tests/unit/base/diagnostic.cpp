#include "mocksmtp/base/diagnostic.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

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

TEST_CASE("a diagnostic explains itself by its sentence, and by its detail where there is one") {
    const auto code = diagnostic_code::bare_lf;
    const std::string sentence(row_of(code).sentence);
    CHECK(explain({code, "", {}}) == sentence);
    CHECK(explain({code, "here", {}}) == sentence + ": here");
    CHECK(detail_of(code, sentence).empty());
    CHECK(detail_of(code, sentence + ": here") == "here");
    CHECK(detail_of(code, "there") == "there");
}

}  // namespace mocksmtp::base
