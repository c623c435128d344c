#include "api/routes/import.hpp"

#include <utility>

#include "api/json/import_json.hpp"
#include "api/json/parse.hpp"
#include "api/json/target.hpp"
#include "api/routes/body.hpp"
#include "api/routes/export.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/import.hpp"
#include "mocksmtp/store/scope_registry.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace store = mocksmtp::store;

namespace {

json::mistake at_whole(std::string detail) { return json::at_pointer("", std::move(detail)); }

// The call that imports into the scope; for a name that none can have, that for the scope of everything.
std::string call_of(const std::string& scope) {
    const bool named = store::scope_registry::name_of(scope) == scope;
    return "POST " + json::path_in(named ? scope : "default", "/import");
}

std::optional<json::mistake> differs(const json::value& document, const surroundings& world) {
    auto again = json::parse(read_all(*make_export(world)));
    if (const auto* wrong = std::get_if<json::mistake>(&again)) return *wrong;
    return json::difference(document, std::get<json::value>(std::move(again)));
}

}  // namespace

std::string scope_of(const json::value& document) {
    const auto found = document.is_object() ? document.find("scope") : document.end();
    return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<json::mistake> import_document(const json::value& document, surroundings& world) {
    if (!document.is_object()) return {at_whole("an object, as GET /v1/export has it")};
    if (const auto scope = scope_of(document); !scope.empty() && scope != world.scope.name())
        return {json::at_pointer("/scope", "this is an export of the scope " + base::printable(scope.substr(0, 100)) +
                                               "; " + call_of(scope) + " takes it in")};
    auto told = json::story_of(document);
    if (auto* wrong = std::get_if<std::vector<json::mistake>>(&told)) return std::move(*wrong);
    if (document.contains("secrets") && !world.show_secrets)
        return {
            json::at_pointer("/secrets", "this export shows passwords, which only a mock with --show-secrets does")};
    std::optional<json::mistake> difference;
    auto wrong = store::import_story(world.scope, std::get<store::story>(std::move(told)), [&] {
        difference = differs(document, world);
        return difference ? difference->detail : std::string();
    });
    if (difference) return {*std::move(difference)};
    if (!wrong.empty()) return {at_whole(std::move(wrong))};
    return {};
}

answer post_import(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto body = read_object(asked.asked, "what GET /v1/export answers");
    if (const auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    const store::scope& scope = asked.world.scope;
    if (!scope.is_blank())
        return problem_response({.status = 409,
                                 .detail = "the journal stands at " + scope.position().text() +
                                           ": import into a fresh mock, or POST " +
                                           json::path_in(scope.name(), "/reset") + " first"});
    auto wrong = import_document(std::get<json::value>(body), asked.world);
    if (!wrong.empty()) return problem_response(json::bad_request(std::move(wrong)));
    const auto state = scope.state();
    const json::value made = {{"cursor", state.at.text()},
                              {"sessions", scope.records().sessions.size()},
                              {"transactions", scope.records().transactions.size()},
                              {"messages", state.messages},
                              {"auth_attempts", scope.records().attempts.size()}};
    return json_response(201, json::dump(made) + "\n");
}

}  // namespace api::routes
