#if MOCKSMTP_HAS_GSSAPI

#include "mocksmtp/sasl/kerberos_library.hpp"

#include <doctest/doctest.h>

using namespace mocksmtp::sasl;

namespace {

bool says(const std::string& text, const char* word) { return text.find(word) != std::string::npos; }

}  // namespace

TEST_CASE("the installed library has everything that is called") {
    CHECK(gssapi().missing == "");
    const bool all_there = gssapi().wrap_size_limit != nullptr && gssapi().kerberos != nullptr;
    REQUIRE(all_there);
    CHECK(gssapi().kerberos->length > 0);
}

TEST_CASE("a machine without MIT krb5 is told which file is not there") {
    CHECK(says(load_gssapi("libgssapi_of_nobody.so.2").missing, "libgssapi_of_nobody.so.2"));
}

TEST_CASE("a library of that name that is another one is told what it lacks") {
    const gssapi_library other = load_gssapi("libc.so.6");
    CHECK(says(other.missing, "gss_accept_sec_context"));
    CHECK(other.kerberos == nullptr);
}

#endif
