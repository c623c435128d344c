#include "api/json/attempt_json.hpp"

#include <utility>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

value found_field(const smtp::attempt& what, std::string_view name, const showing& how) {
    for (const auto& each : what.found.more)
        if (each.name == name) return each.secret ? secret_of(each.value, how) : text_of(each.value);
    return nullptr;
}

value exchange_of(const smtp::attempt& what, const showing& how) {
    value made = value::array();
    for (const auto& each : what.exchange) {
        made.push_back({{"dir", each.from == smtp::direction::client ? "client" : "server"},
                        {"line", each.secret ? secret_of(each.line, how) : text_of(each.line)},
                        {"decoded", to_json(each.decoded, how)}});
    }
    return made;
}

void put_findings(value& into, const smtp::attempt& what, const showing& how) {
    const auto& found = what.found;
    into["user"] = found.user.empty() ? value(nullptr) : text_of(found.user);
    into["authzid"] = found.authzid ? text_of(*found.authzid) : value(nullptr);
    into["realm"] = found_field(what, "realm", how);
    into["fields"] = to_json(found.more, how);
    into["secret"] = found.secret ? secret_of(*found.secret, how) : value(nullptr);
    into["verified"] = found.verified ? value(*found.verified) : value(nullptr);
    into["because"] = found.because.empty() ? value(nullptr) : text_of(found.because);
    into["channel_binding"] = found_field(what, "channel_binding", how);
    into["credential"] = found.credential ? value(*found.credential) : value(nullptr);
}

}  // namespace

value to_json(const store::attempt_record& what, std::uint64_t epoch, const showing& how) {
    const auto& attempt = what.what;
    value made = {{"id", what.id.text()},
                  {"cursor", store::cursor{epoch, what.at}.text()},
                  {"session", what.session->id.text()},
                  {"scopes", value::array({what.session->scope})},
                  {"made_at", base::format_time(what.made_at)},
                  {"listener", what.session->where.listener},
                  {"peer", what.session->where.peer},
                  {"helo", what.helo ? text_of(what.helo->argument) : value(nullptr)},
                  {"mechanism", text_of(attempt.mechanism)},
                  {"offered", list_of(attempt.offered)},
                  {"initial_response", attempt.initial_response}};
    put_findings(made, attempt, how);
    made["tls"] = attempt.under_tls && what.session->tls ? to_json(*what.session->tls) : value(nullptr);
    made["outcome"] = smtp::name(attempt.outcome);
    made["reply"] = to_json(attempt.answer);
    made["rule"] = to_json(attempt.rule);
    made["messages"] = what.messages;
    made["exchange"] = exchange_of(attempt, how);
    return made;
}

}  // namespace api::json
