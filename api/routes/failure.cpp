#include "api/routes/failure.hpp"

#include "api/json/problem.hpp"

namespace api::routes {

namespace {

response shown(const failure& what) {
    if (what.as_text) return text_response(417, what.report);
    json::value body = {
        {"detail", what.summary}, {"report", what.report}, {"title", json::phrase(417)}, {"status", 417}};
    for (const auto& [key, item] : what.more.items()) body[key] = item;
    response made = json_response(417, json::dump_readable(body) + "\n");
    made.content_type = json::problem_type;
    return made;
}

}  // namespace

response tell_failure(surroundings& world, const failure& what) {
    world.scope.note(mocksmtp::store::event_kind::expectation_failed, what.lasting);
    if (world.expectation_failed) world.expectation_failed(what.lasting, what.name);
    response made = shown(what);
    made.reason = what.summary;
    return made;
}

}  // namespace api::routes
