#include "api/routes/documents.hpp"
#include "api/routes/route.hpp"
#include "world.hpp"

#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

using namespace testing;

TEST_CASE("the OpenAPI document and the route table name the same calls") {
    std::set<std::string> described, routed;
    const auto document = value::parse(routes::openapi_json());
    for (const auto& [path, item] : document["paths"].items())
        for (const auto* method : {"get", "put", "post", "delete", "patch"})
            if (item.contains(method)) described.insert(std::string(method) + " " + path);
    for (const auto& each : routes::all_routes()) {
        std::string method(each.method);
        for (char& c : method) c = static_cast<char>(std::tolower(c));
        routed.insert(method + " " + std::string(each.path));
    }
    CHECK(described == routed);
    CHECK(routed.size() == routes::all_routes().size());
}

TEST_CASE("the OpenAPI document is served as it stands in the tree") {
    world here;
    std::ifstream file(MOCKSMTP_SOURCE_DIR "/api/openapi.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    CHECK_FALSE(text.str().empty());
    CHECK(body_of(here.get("/openapi.yaml")) == text.str());
    CHECK(json_of(here.get("/openapi.json"))["openapi"] == "3.1.0");
}
