#include "api/json/attempt_json.hpp"

#include "mocksmtp/store/cursor.hpp"

namespace api::json {

namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

void put_found_field(writer& to, std::string_view name, const smtp::attempt& what, const showing& how) {
    for (const auto& each : what.found.more) {
        if (each.name != name) continue;
        return each.secret ? to.put(name, secret{each.value, how}) : to.put(name, each.value);
    }
    to.put(name, nullptr);
}

void put_findings(writer& to, const smtp::attempt& what, const showing& how) {
    const auto& found = what.found;
    to.put("user", null_if_empty(found.user));
    to.put("authzid", found.authzid);
    put_found_field(to, "realm", what, how);
    to.key("fields");
    show_fields(to, found.more, how);
    found.secret ? to.put("secret", secret{*found.secret, how}) : to.put("secret", nullptr);
    to.put("verified", found.verified);
    to.put("because", null_if_empty(found.because));
    put_found_field(to, "channel_binding", what, how);
    to.put("credential", found.credential);
}

void put_exchange(writer& to, const smtp::attempt& what, const showing& how) {
    to.put_array("exchange", [&] {
        for (const auto& each : what.exchange) {
            to.object([&] {
                to.put("dir", each.from == smtp::direction::client ? "client" : "server");
                each.secret ? to.put("line", secret{each.line, how}) : to.put("line", each.line);
                to.key("decoded");
                show_fields(to, each.decoded, how);
            });
        }
    });
}

}  // namespace

void show(writer& to, const store::attempt_record& what, std::uint64_t epoch, const showing& how) {
    const auto& attempt = what.what;
    to.object([&] {
        to.put("id", what.id);
        to.put("cursor", store::cursor{epoch, what.at});
        to.put("session", what.session->id);
        to.put("scopes", what.session->scopes());
        to.put("made_at", what.made_at);
        to.put("listener", what.session->where.listener);
        to.put("peer", what.session->where.peer);
        to.put("helo", what.helo ? &what.helo->argument : nullptr);
        to.put("mechanism", attempt.mechanism);
        to.put("offered", attempt.offered);
        to.put("initial_response", attempt.initial_response);
        put_findings(to, attempt, how);
        to.put("tls", attempt.under_tls ? what.session->tls.get() : nullptr);
        to.put("outcome", smtp::name(attempt.outcome));
        to.put("reply", attempt.answer.is_none() ? nullptr : &attempt.answer);
        put_rule(to, attempt.rule);
        to.put("messages", what.messages);
        put_exchange(to, attempt, how);
    });
}

}  // namespace api::json
