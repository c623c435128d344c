#include "api/json/persona_json.hpp"
#include "api/routes/documents.hpp"
#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/smtp/persona.hpp"
#include "world.hpp"

#include <memory>

using namespace testing;
namespace personas = mocksmtp::personas;

namespace {

std::shared_ptr<const mocksmtp::smtp::persona> named(const char* name) {
    mocksmtp::smtp::persona made = *personas::find("exim");
    made.name = name;
    return std::make_shared<const mocksmtp::smtp::persona>(made);
}

}  // namespace

TEST_CASE("personas are listed, those of files last") {
    world here;
    here.in_force.personas = {named("mine")};
    const auto list = json_of(here.get("/v1/personas"))["personas"];
    REQUIRE(list.size() == personas::names().size() + 1);
    CHECK(list.front()["name"] == "mocksmtp");
    CHECK(list.front()["banner"] == "220 mock.test ESMTP mocksmtp");
    CHECK(list.front()["from_file"] == false);
    for (const auto& each : list)
        if (each["name"] == "sendmail")
            CHECK(each["banner"].get<std::string>().ends_with("access from: [127.0.0.1](OK)-[127.0.0.1]"));
    CHECK(list.back()["name"] == "mine");
    CHECK(list.back()["from_file"] == true);
    CHECK(here.get("/v1/personas?x=1").status == 400);
}

TEST_CASE("a persona is shown whole, and as the contract has it") {
    world here;
    here.in_force.personas = {named("mine")};
    const auto properties = value::parse(routes::openapi_json())["components"]["schemas"]["Persona"]["properties"];
    for (const auto* name : {"postfix", "mine"}) {
        const auto shown = json_of(here.get(std::string("/v1/personas/") + name));
        CHECK(shown["name"] == name);
        CHECK(shown.size() == properties.size());
        for (const auto& [key, item] : shown.items()) CHECK_MESSAGE(properties.contains(key), key);
    }
    const auto missing = here.get("/v1/personas/eximm");
    CHECK(missing.status == 404);
    CHECK(json_of(missing)["errors"][0]["did_you_mean"] == "exim");
}

TEST_CASE("a persona is changed for all, or for one listener, if there is one of that name") {
    world here;
    here.configured.personas = here.in_force.personas = {named("mine")};
    const auto patched = [&](std::string_view body) {
        return here.answered("PATCH", "/v1/settings", as_json, std::string(body));
    };
    CHECK(json_of(patched(R"({"persona":"postfix","listeners":{"smtp":{"persona":"mine"}}})"))["persona"] == "postfix");
    CHECK(here.in_force.persona == "postfix");
    CHECK(here.in_force.listen[0].persona == "mine");
    const auto refused = json_of(patched(R"({"persona":"postfx"})"))["errors"][0];
    CHECK(refused["pointer"] == "/persona");
    CHECK(refused["did_you_mean"] == "postfix");
    CHECK(json_of(patched(R"({"listeners":{"smtp":{"persona":"min"}}})"))["errors"][0]["pointer"] == "/listeners");
    CHECK(here.in_force.persona == "postfix");
    patched(R"({"persona":null,"listeners":{"smtp":{"persona":null}}})");
    CHECK(here.in_force.persona == "mocksmtp");
    CHECK(here.in_force.listen[0].persona.empty());
}
