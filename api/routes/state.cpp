#include "api/json/value.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/service.hpp"

namespace api::routes {

namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

json::value fenced_of(const store::scope& in) {
    json::value made = json::value::array();
    for (const auto& each : in.fenced()) {
        made.push_back({{"epoch", each.epoch},
                        {"session", each.session.text()},
                        {"from", each.from},
                        {"to", each.to},
                        {"outcome", smtp::name(each.outcome)},
                        {"ended_by", smtp::name(each.ended_by)}});
    }
    return made;
}

json::value evicted_of(const store::scope& in) {
    json::value made = json::value::array();
    for (const auto& each : in.evicted()) made.push_back({{"first", each.first.text()}, {"last", each.last.text()}});
    return made;
}

}  // namespace

answer get_state(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto& scope = asked.world.scope;
    const auto state = scope.state();
    const json::value made = {{"cursor", state.at.text()},
                              {"version", asked.world.version},
                              {"scope", scope.name()},
                              {"messages", state.messages},
                              {"messages_accepted", state.messages_accepted},
                              {"transactions", state.transactions},
                              {"auth_attempts", state.attempts},
                              {"sessions", state.sessions},
                              {"open_sessions", state.open_sessions},
                              {"open_transactions", state.open_transactions},
                              {"holds", state.holds},
                              {"probes", state.probes},
                              {"fenced", state.fenced},
                              {"fenced_open", state.fenced_open},
                              {"fenced_transactions", fenced_of(scope)},
                              {"evictions", state.evictions},
                              {"evicted", evicted_of(scope)},
                              {"refused_for_room", state.refused_for_room},
                              {"store_bytes", state.store_bytes},
                              {"max_store_bytes", scope.limits().max_store_bytes},
                              {"full", state.full}};
    return json_response(200, json::dump(made) + "\n");
}

answer get_ca(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const std::string pem = asked.world.ca_pem ? asked.world.ca_pem() : std::string();
    if (pem.empty())
        return problem_response(
            {.status = 404, .detail = "there is no authority of our own: the certificate was given with --tls-cert"});
    response made = text_response(200, pem);
    made.content_type = "application/x-pem-file";
    return made;
}

}  // namespace api::routes
