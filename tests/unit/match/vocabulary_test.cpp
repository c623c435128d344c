// Operands that are none of the words which a field can hold.
#include <string>
#include <utility>

#include "mocksmtp/match/vocabulary.hpp"
#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

// "/equals outcome is one of ..., not "x" (accepted)", or nothing.
template <class place>
std::string stray(std::string_view name, pattern wanted, place where) {
    const auto made = compile(named(name), std::move(wanted), where);
    const auto* error = std::get_if<pattern_error>(&made);
    return error == nullptr ? "" : error->where + " " + error->detail + " (" + error->did_you_mean + ")";
}

std::string in_message(std::string_view name, pattern wanted) {
    return stray(name, std::move(wanted), item_kind::message);
}

}  // namespace

TEST_CASE("a word that the field cannot hold is refused, and says which was meant") {
    CHECK(in_message("tls_version", equal_to("TLS1.3")) ==
          "/equals tls_version is one of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3, not \"TLS1.3\" (TLSv1.3)");
    CHECK(
        stray("outcome", equal_to("partial"), item_kind::auth_attempt) ==
        "/equals outcome is one of accepted, refused, cancelled, malformed, aborted, unsupported, not \"partial\" ()");
    CHECK(stray("ended_by", equal_to("qiut"), item_kind::session).ends_with("not \"qiut\" (quit)"));
    CHECK(stray("code", equal_to("from_missin"), item_kind::diagnostic)
              .ends_with("words, and \"from_missin\" is none (from_missing)"));
    CHECK(stray("tls_mode", equal_to(""), stage_set{stage::rcpt}).starts_with("/equals tls_mode is one of"));
}

TEST_CASE("it is found wherever in a pattern it stands to be equal") {
    const pattern wrong = equal_to("bare_ff");
    CHECK(in_message("diagnostic", {.in = {{"bare_lf", "bare_ff"}}}).starts_with("/in/1 "));
    CHECK(in_message("diagnostic", {.any_of = {{.prefix = "x"}, wrong}}).starts_with("/any_of/1/equals "));
    CHECK(in_message("diagnostic", {.unless = {wrong}}).starts_with("/not/0/equals "));
    CHECK(in_message("diagnostic", {.only = {{wrong}}}).starts_with("/only/0/equals "));
    CHECK(in_message("diagnostic", {.all = {{wrong}}}).starts_with("/all/0/equals "));
    CHECK(in_message("diagnostic", {.exactly = {{equal_to("bare_lf"), wrong}}}).starts_with("/exactly/1/equals "));
    CHECK(in_message("diagnostic", {.none = {{wrong}}}).starts_with("/none/0/equals "));
}

TEST_CASE("words in any case, parts of words, absence and open fields are as before") {
    CHECK(in_message("tls_version", equal_to("tlsv1.3")).empty());
    CHECK(in_message("protocol", {.equals = "esmtpsa", .ignore_case = true}).empty());
    CHECK(in_message("diagnostic", {.prefix = "bare_x"}).empty());
    CHECK(in_message("diagnostic", {.regex = "bare_(lf|cr)"}).empty());
    CHECK(in_message("tls_version", absent()).empty());
    CHECK(in_message("mechanism", equal_to("X-OUR-OWN")).empty());
    CHECK(in_message("listener", equal_to("shop")).empty());
    CHECK(in_message("code", equal_to("482913")).empty());
}

}  // namespace mocksmtp::match
