#include "api/routes/documents.hpp"
#include "mocksmtp/options_parts.hpp"
#include "mocksmtp/options_table.hpp"
#include "world.hpp"

#include <set>

using namespace testing;

namespace {

routes::response patched(world& here, std::string_view body) {
    return here.answered("PATCH", "/v1/settings", as_json, std::string(body));
}

std::set<std::string> keys_of(const value& object) {
    std::set<std::string> keys;
    for (const auto& [key, item] : object.items()) keys.insert(key);
    return keys;
}

}  // namespace

TEST_CASE("settings are shown as a configuration file has them") {
    world here;
    const auto shown = json_of(here.get("/v1/settings"));
    CHECK(shown["require_auth"] == false);
    CHECK(shown["hostname"] == "mock.test");
    CHECK(shown["max_message_size"] == 52428800);
    CHECK(shown["idle_timeout"] == "5m");
    CHECK(shown["relay"] == nullptr);
    CHECK(shown["mechanisms"] == value::array());
    CHECK(shown["listeners"]["smtps"] ==
          value::parse(R"({"persona":null,"mechanisms":[],"require_auth":null,"require_tls":null})"));
}

TEST_CASE("a number of a setting may be written with a fraction of zero") {
    world here;
    CHECK(json_of(patched(here, R"({"max_message_size":10240.0})"))["max_message_size"] == 10240);
    CHECK(patched(here, R"({"max_message_size":10240.5})").status == 400);
    CHECK(patched(here, R"({"mechanisms":["PLAIN","PLAIN"]})").status == 400);
}

TEST_CASE("the contract names the settings of the option table that may change") {
    std::set<std::string> live{"listeners"};
    for (const auto& each : mocksmtp::option_table())
        if (each.live) live.insert(file_key(each));
    const auto document = value::parse(routes::openapi_json());
    CHECK(keys_of(document["components"]["schemas"]["Settings"]["properties"]) == live);
    const auto& body = document["paths"]["/v1/settings"]["patch"]["requestBody"]["content"]["application/json"];
    CHECK(keys_of(body["schema"]["properties"]) == live);
    world here;
    CHECK(keys_of(json_of(here.get("/v1/settings"))) == live);
}

TEST_CASE("a change of settings is applied whole, and null goes back to what was configured") {
    world here;
    here.configured.hostname = "mx.example.test";
    here.configured.banner_delay = std::chrono::milliseconds(5);
    here.in_force = mocksmtp::with_all_listeners(here.configured);
    const auto changed = patched(here, R"({"hostname":"other.test","require_auth":true,"max_message_size":"10 KiB",
        "mechanisms":["plain/tls","LOGIN"],"local_domain":"a.test, b.test","relay":"nobody","idle_timeout":"3s",
        "when_full":"evict-oldest","default_password":"secret","listeners":{"smtps":{"mechanisms":"CRAM-MD5"}}})");
    CHECK(changed.status == 200);
    CHECK(json_of(changed) == json_of(here.get("/v1/settings")));
    CHECK(json_of(changed)["mechanisms"] == value::array({"PLAIN/tls", "LOGIN"}));
    CHECK(json_of(changed)["default_password"]["length"] == 6);
    CHECK(here.in_force.hostname == "other.test");
    CHECK(here.in_force.require_auth);
    CHECK(here.in_force.max_message_size == 10240);
    CHECK(here.in_force.local_domain == std::vector<std::string>{"a.test", "b.test"});
    CHECK(here.in_force.relay == mocksmtp::smtp::relaying::nobody);
    CHECK(here.in_force.when_full == mocksmtp::when_full::evict_oldest);
    CHECK(here.in_force.default_password == "secret");
    CHECK(here.in_force.banner_delay.count() == 5);
    REQUIRE(here.in_force.listen.size() == 2);
    CHECK(here.in_force.listen[0].mechanisms.empty());
    CHECK(here.in_force.listen[1].mechanisms.at(0).name == "CRAM-MD5");

    patched(here,
            R"({"hostname":null,"relay":null,"local_domain":[],"default_password":null,"listeners":{"smtps":null}})");
    CHECK(here.in_force.hostname == "mx.example.test");
    CHECK_FALSE(here.in_force.relay);
    CHECK(here.in_force.local_domain.empty());
    CHECK(here.in_force.default_password.empty());
    CHECK(here.in_force.listen[1].mechanisms.empty());
    CHECK(here.in_force.require_auth);
}

TEST_CASE("what a listener requires replaces what all require, and null leaves it to them again") {
    world here;
    here.configured.require_auth = true;
    here.in_force = mocksmtp::with_all_listeners(here.configured);
    const auto changed = patched(here, R"({"listeners":{"smtp":{"require_auth":false}}})");
    CHECK(json_of(changed)["listeners"]["smtp"]["require_auth"] == false);
    CHECK_FALSE(settings_of(here.in_force, here.in_force.listen[0]).require_auth);
    CHECK(settings_of(here.in_force, here.in_force.listen[1]).require_auth);
    patched(here, R"({"listeners":{"smtp":{"require_auth":null}}})");
    CHECK(settings_of(here.in_force, here.in_force.listen[0]).require_auth);
}

TEST_CASE("a change of settings that is wrong anywhere changes nothing and says all that is wrong") {
    world here;
    const auto before = body_of(here.get("/v1/settings"));
    const auto refused = [&](std::string_view body) {
        const auto said = patched(here, body);
        CHECK_MESSAGE(said.status == 400, body);
        std::string all;
        const auto made = json_of(said);
        for (const auto& each : made["errors"])
            all += each["pointer"].get<std::string>() + " " + each.value("did_you_mean", "") + ";";
        return all;
    };
    CHECK(refused(R"({"hostname":"other.test","requre_auth":true})") == "/requre_auth require_auth;");
    CHECK(refused(R"({"hostname":"other.test","smtp_port":25})") == "/smtp_port ;");
    CHECK(refused(R"({"require_auth":"maybe","max_recipients":-1})") == "/require_auth ;/max_recipients ;");
    CHECK(refused(R"({"require_auth":"yes","max_recipients":"3"})") == "/require_auth ;/max_recipients ;");
    CHECK(refused(R"({"max_message_size":"10240"})") == "/max_message_size ;");
    CHECK(refused(R"({"listeners":{"smtp":{"require_tls":"true"}}})") == "/listeners/smtp/require_tls ;");
    CHECK(refused(R"({"require_auth":[true]})") == "/require_auth ;");
    CHECK(refused(R"({"mechanisms":["PLAIN","LOGINN"]})") == "/mechanisms/1 LOGIN;");
    CHECK(refused(R"({"mechanisms":["PLAIN",null]})") == "/mechanisms/1 ;");
    CHECK(refused(R"({"relay":"nobdy"})") == "/relay nobody;");
    CHECK(refused(R"({"mailbox":"@/etc/passwd"})") == "/mailbox ;");
    CHECK(refused(R"({"listeners":{"smpts":{}}})") == "/listeners/smpts smtps;");
    CHECK(refused(R"({"listeners":{"smtp":{"hostname":"a.test"}}})") == "/listeners/smtp/hostname ;");
    CHECK(refused(R"({"listeners":{"smtp":{"require_tsl":true}}})") == "/listeners/smtp/require_tsl require_tls;");
    CHECK(refused(R"({"listeners":[]})") == "/listeners ;");
    CHECK(refused("[]") == " ;");
    CHECK(here.answered("PATCH", "/v1/settings", {}, R"({"require_auth":true})").status == 415);
    CHECK(here.answered("PATCH", "/v1/settings?x=1", as_json, R"({"require_auth":true})").status == 400);
    CHECK(body_of(here.get("/v1/settings")) == before);
}

TEST_CASE("settings that contradict what would be in force are refused") {
    world here;
    const auto pointer = [&](std::string_view body) {
        const auto said = patched(here, body);
        CHECK_MESSAGE(said.status == 400, body);
        return json_of(said)["errors"][0]["pointer"].get<std::string>();
    };
    const auto detail = [&](std::string_view body) {
        return json_of(patched(here, body))["errors"][0]["detail"].get<std::string>();
    };
    CHECK(detail(R"({"idle_timeout":"0s"})") == "0 would end every session at once; give a time");
    CHECK(detail(R"({"relay":"nobody"})") == "relay needs a local_domain: without one every domain is local");
    CHECK(detail(R"({"persona":"exmi"})").find("persona:") == std::string::npos);
    CHECK(detail(R"({"listeners":{"smtp":{"persona":"exmi"}}})").starts_with("persona: "));
    CHECK(pointer(R"({"relay":"nobody"})") == "/relay");
    CHECK(pointer(R"({"idle_timeout":"0s"})") == "/idle_timeout");
    CHECK(pointer(R"({"mechanisms":"SCRAM-SHA-256"})") == "/mechanisms");
    CHECK(pointer(R"({"listeners":{"smtp":{"mechanisms":"SCRAM-SHA-256"}}})") == "/listeners");
    here.users.put({.name = "app", .passwords = {"secret"}});
    CHECK(patched(here, R"({"mechanisms":"SCRAM-SHA-256"})").status == 200);
}

TEST_CASE("a default password is shown in full only where secrets are") {
    world here;
    patched(here, R"({"default_password":"secret"})");
    CHECK(body_of(here.get("/v1/settings")).find("\"secret\"") == std::string::npos);
    here.around.show_secrets = true;
    CHECK(json_of(here.get("/v1/settings"))["default_password"] == "secret");
}
