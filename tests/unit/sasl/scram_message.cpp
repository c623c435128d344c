#include "mocksmtp/sasl/scram_message.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <variant>

using namespace mocksmtp::sasl;
using namespace std::string_literals;

namespace {

std::string_view wrong_with_first(std::string_view message) {
    static std::string because;
    const auto read = read_scram_first(message);
    const auto* wrong = std::get_if<malformed>(&read);
    return because = wrong != nullptr ? wrong->because : "nothing";
}

std::string_view wrong_with_final(std::string_view message) {
    static std::string because;
    const auto read = read_scram_final(message);
    const auto* wrong = std::get_if<malformed>(&read);
    return because = wrong != nullptr ? wrong->because : "nothing";
}

}  // namespace

TEST_CASE("a first message falls into its parts") {
    const auto read =
        std::get<scram_first>(read_scram_first("p=tls-unique,a=a=2Cb,n=u=3D\xc3\xbc,r=no/nce,x=later,y=too"));
    CHECK(read.header.binding == 'p');
    CHECK(read.header.binding_type == "tls-unique");
    CHECK(read.header.authzid == "a,b");
    CHECK(read.user == "u=\xc3\xbc");
    CHECK(read.nonce == "no/nce");
    CHECK(read.header_text == "p=tls-unique,a=a=2Cb,");
    CHECK(read.bare == "n=u=3D\xc3\xbc,r=no/nce,x=later,y=too");
    CHECK_FALSE(std::get<scram_first>(read_scram_first("y,,n=a,r=b")).header.authzid);
}

TEST_CASE("first messages that break the grammar are malformed, and it is said how") {
    constexpr auto name = "SCRAM name with an equals sign that is neither =2C nor =3D";
    constexpr auto nonce = "SCRAM message without a printable nonce";
    for (const auto* message : {"", "n", "n,", "n=user,r=nonce", "x,,n=u,r=c", "p=,,n=u,r=c", "n,b=x,n=u,r=c",
                                "n,a=,n=u,r=c", "n,a==2,n=u,r=c"})
        CHECK(wrong_with_first(message) == "SCRAM message without a right GS2 header");
    for (const auto* message : {"n,,n=u=,r=c", "n,,n=u=2c,r=c", "n,,n==,r=c", "n,,n=u=41,r=c"})
        CHECK(wrong_with_first(message) == name);
    for (const auto* message : {"n,,n=,r=c", "n,,r=c", "n,,N=u,r=c", "n,,", "n,,n"})
        CHECK(wrong_with_first(message) == "SCRAM message without a user name");
    for (const auto* message :
         {"n,,n=u", "n,,n=u,", "n,,n=u,r=", "n,,n=u,r=a b", "n,,n=u,r=\xc3\xbc", "n,,n=u,x=y,r=c"})
        CHECK(wrong_with_first(message) == nonce);
    for (const auto* message : {"n,,n=u,r=c,", "n,,n=u,r=c,x", "n,,n=u,r=c,x=", "n,,n=u,r=c,1=x"})
        CHECK(wrong_with_first(message) == "SCRAM message that does not end in attributes");
    CHECK(wrong_with_first("n,,m=must,n=u,r=c") == "SCRAM extension m= is not known here");
    CHECK(wrong_with_first("n,,n=u,r=c,m=must") == "SCRAM extension m= is not known here");
    CHECK(wrong_with_first("n,,n=u,r=c,m=") == "SCRAM extension m= is not known here");
    CHECK(wrong_with_first("n,,n=\xff,r=c") == "SCRAM message is not UTF-8 text");
    CHECK(wrong_with_first("n,,n=u\0,r=c"s) == "SCRAM message is not UTF-8 text");
}

TEST_CASE("a final message falls into its parts") {
    const auto read = std::get<scram_final>(read_scram_final("c=biws,r=nonce,x=later,p=cHJvb2Y="));
    CHECK(read.channel_binding == "n,,");
    CHECK(read.channel_binding_text == "biws");
    CHECK(read.nonce == "nonce");
    CHECK(read.proof == "proof");
    CHECK(read.proof_text == "cHJvb2Y=");
    CHECK(read.without_proof == "c=biws,r=nonce,x=later");
}

TEST_CASE("final messages that break the grammar are malformed, and it is said how") {
    for (const auto* message :
         {"", "c", "c=", "c=biw,r=n,p=cHJvb2Y=", "C=biws,r=n,p=cHJvb2Y=", "r=n,c=biws,p=cHJvb2Y="})
        CHECK(wrong_with_final(message) == "SCRAM message does not begin with c= and base64");
    for (const auto* message : {"c=biws", "c=biws,r=", "c=biws,p=cHJvb2Y=", "c=biws,r=a b,p=cHJvb2Y="})
        CHECK(wrong_with_final(message) == "SCRAM message without a printable nonce");
    for (const auto* message :
         {"c=biws,r=n", "c=biws,r=n,p=", "c=biws,r=n,p=cHJvb2Y", "c=biws,r=n,p=cHJvb2Y=,x=y", "c=biws,r=n,p=cHJvb2Z="})
        CHECK(wrong_with_final(message) == "SCRAM message does not end in p= and base64");
    CHECK(wrong_with_final("c=biws,r=n,x,p=cHJvb2Y=") == "SCRAM message of more than attributes");
    CHECK(wrong_with_final("c=biws,r=n,x=\xff,p=cHJvb2Y=") == "SCRAM message is not UTF-8 text");
}

TEST_CASE("of a pinned challenge whatever can be read is used") {
    const scram_pin whole = read_scram_pin("r=abc,s=c2FsdA==,i=4096");
    CHECK(whole.nonce == "abc");
    CHECK(whole.salt_text == "c2FsdA==");
    CHECK(whole.iterations_text == "4096");
    const scram_pin part = read_scram_pin("i=1");
    CHECK_FALSE(part.nonce);
    CHECK_FALSE(part.salt_text);
    CHECK(part.iterations_text == "1");
    for (const auto* nonsense : {"", "nonsense", "r=,s=,i=", "r=a b,s=*,i=x", "i=4096000000", "i=-1"}) {
        const scram_pin none = read_scram_pin(nonsense);
        CHECK_FALSE(none.nonce);
        CHECK_FALSE(none.salt_text);
        CHECK_FALSE(none.iterations_text);
    }
}
