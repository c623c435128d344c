#include <utility>

#include "api/json/filter_json.hpp"

#include "reading.hpp"

using namespace testing;
using mocksmtp::match::item_kind;

namespace {

complaints filter(std::string_view text, item_kind kind) {
    const value what = json(text);
    std::vector<api::json::mistake> mistakes;
    const auto made = api::json::filter_of({what, "/match", mistakes}, kind);
    complaints all;
    if (!made.empty()) all.push_back(made.describe());
    for (auto& each : lines_of(mistakes)) all.push_back(std::move(each));
    return all;
}

}  // namespace

TEST_CASE("a filter has the conditions of its object, all of them") {
    CHECK(filter("{}", item_kind::session) == complaints{});
    CHECK(filter(R"({"helo":"a.test","peer":{"prefix":"10."}})", item_kind::session) ==
          complaints{"helo = a.test, peer prefix \"10.\""});
    CHECK(filter(R"({"headers":{"X-Tenant":"42"}})", item_kind::message) == complaints{"headers.x-tenant = 42"});
}

TEST_CASE("conditions that cannot be are complained of where they stand, and the others kept") {
    CHECK(filter(R"({"helo":"a.test","subject":"x"})", item_kind::session) ==
          complaints{"helo = a.test", "/match/subject: sessions do not know subject; messages do"});
    CHECK(filter(R"({"headers.x-tenant.contains":"4"})", item_kind::message) ==
          complaints{"/match/headers.x-tenant.contains: operators stand in an object here: {\"headers.x-tenant\": "
                     "{\"contains\": ...}}"});
    CHECK(filter(R"({"headers":{"x-tenant.contains":"4"}})", item_kind::message) ==
          complaints{"headers.x-tenant.contains = 4"});
    CHECK(filter(R"({"state":"open"})", item_kind::session) ==
          complaints{"/match/state: sessions do not know state; rules do"});
    CHECK(filter(R"({"subjct":"x"})", item_kind::session) == complaints{"/match/subjct: there is no field \"subjct\""});
    CHECK(filter(R"({"session":"m1"})", item_kind::session) ==
          complaints{"/match/session: session is an id such as s1, not \"m1\""});
    CHECK(filter(R"({"hello":"a.test"})", item_kind::session).at(0).find("/match/hello: ") == 0);
    CHECK(filter(R"({"helo":{"any_of":["a",{"regex":"("}]}})", item_kind::session)
              .at(0)
              .find("/match/helo/any_of/1/regex: ") == 0);
    CHECK(filter(R"({"size":{"gt":"many"}})", item_kind::message).at(0).find("/match/size/gt: ") == 0);
    CHECK(filter("[]", item_kind::session).size() == 1);
    CHECK(filter(R"({"tls":"false"})", item_kind::session) ==
          complaints{"/match/tls: tls is true or false: write false without quotes"});
    CHECK(filter(R"({"size":{"not":{"in":[1,"5"]}}})", item_kind::message) ==
          complaints{"/match/size/not/in/1: size is a number: write 5 without quotes"});
    CHECK(filter(R"({"subject":"5"})", item_kind::message) == complaints{"subject = 5"});
    CHECK(filter(R"({"outcome":{"any_of":["partial","acepted"]}})", item_kind::transaction) ==
          complaints{"/match/outcome/any_of/1: outcome is one of accepted, partial, refused, abandoned, lost, not "
                     "\"acepted\" (accepted)"});
}
