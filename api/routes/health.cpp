#include <memory>
#include <optional>

#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/service.hpp"

namespace api::routes {

namespace {

constexpr std::chrono::milliseconds patience{1500};  // a health check itself is rarely given more than two seconds

response ready_response(const readiness& found) {
    if (found.ready) return text_response(200, "ready\n");
    return text_response(503, "not ready: " + found.because + "\n");
}

std::string metric(std::string_view name, std::string_view type, std::string_view help, std::uint64_t number) {
    const std::string full = "mocksmtp_" + std::string(name);
    return "# HELP " + full + " " + std::string(help) + "\n# TYPE " + full + " " + std::string(type) + "\n" + full +
           " " + std::to_string(number) + "\n";
}

}  // namespace

answer get_alive(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    return text_response(200, "alive\n");
}

answer get_ready(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto result = std::make_shared<std::optional<readiness>>();
    not_yet later;
    later.next = {asked.at.now + patience};
    later.look = [result, end = later.next.when](moment at) -> std::variant<response, look_at> {
        if (*result) return ready_response(**result);
        if (at.now >= end) return ready_response({false, "the listeners did not answer in time"});
        return look_at{end};
    };
    later.begin = [result, &world = asked.world](std::function<void()> poke) {
        if (!world.check_ready) {
            *result = readiness{true, {}};
            return poke();
        }
        world.check_ready([result, poke = std::move(poke)](readiness found) {
            *result = std::move(found);
            poke();
        });
    };
    return later;
}

answer get_metrics(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto state = asked.world.scope.state();
    std::string text = metric("messages", "gauge", "Messages kept now.", state.messages);
    text += metric("messages_accepted", "gauge", "Messages accepted since the last reset.", state.messages_accepted);
    text += metric("transactions", "gauge", "Transactions since the last reset.", state.transactions);
    text += metric("auth_attempts", "gauge", "Authentication attempts since the last reset.", state.attempts);
    text += metric("sessions", "gauge", "Sessions since the last reset.", state.sessions);
    text += metric("sessions_open", "gauge", "Sessions open now.", state.open_sessions);
    text += metric("transactions_open", "gauge", "Transactions open now.", state.open_transactions);
    text += metric("probes", "gauge", "Connections without an octet since the last reset.", state.probes);
    if (asked.world.turned_away)
        text += metric("connections_turned_away", "counter", "Clients over --max-connections since the start.",
                       asked.world.turned_away());
    text += metric("refused_for_room", "gauge", "Messages refused because the store was full, since the last reset.",
                   state.refused_for_room);
    text += metric("evictions", "gauge", "Messages evicted since the last reset.", state.evictions);
    text += metric("store_bytes", "gauge", "Octets the store holds, estimated.", state.store_bytes);
    response made = text_response(200, std::move(text));
    made.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return made;
}

}  // namespace api::routes
