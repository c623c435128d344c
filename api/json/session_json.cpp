#include "api/json/session_json.hpp"

#include <utility>

#include "api/json/message_json.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

template <class ids>
value ids_of(const ids& list) {
    value made = value::array();
    for (const auto& each : list) made.push_back(each.text());
    return made;
}

value cursor_of(std::uint64_t epoch, std::uint64_t n) {
    return n == 0 ? value(nullptr) : value(store::cursor{epoch, n}.text());
}

value arrivals_of(const store::session_record& what) {
    value made = value::array();
    for (const auto& each : what.arrivals) made.push_back({{"what", each.what}, {"detail", text_of(each.detail)}});
    return made;
}

value data_of(const store::transaction_record& what) {
    const auto data = what.data();
    if (!data) return nullptr;
    return {{"via", smtp::name(data->via)}, {"bytes", data->octets}, {"reply", to_json(data->answer)}};
}

}  // namespace

value to_json(const store::session_record& what, std::uint64_t epoch, const showing& how) {
    value made = {{"id", what.id.text()},
                  {"scopes", value::array({what.scope})},
                  {"listener", what.where.listener},
                  {"state", what.open() ? "open" : "closed"},
                  {"peer", what.where.peer},
                  {"opened_at", base::format_time(what.opened_at)},
                  {"helo", what.helo ? text_of(what.helo->argument) : value(nullptr)}};
    made["tls"] = what.tls ? to_json(*what.tls) : value(nullptr);
    made["tls_failed"] = what.tls_failed ? to_json(*what.tls_failed) : value(nullptr);
    made["auth"] = auth_of(what.auth);
    made["auth_attempts"] = ids_of(what.attempts);
    made["transactions"] = ids_of(what.transactions);
    made["messages"] = what.messages;
    made["ended_by"] = what.ended_by ? value(smtp::name(*what.ended_by)) : value(nullptr);
    made["diagnostics"] = to_json(what.diagnostics);
    if (what.diagnostics_left_out != 0) made["diagnostics_left_out"] = what.diagnostics_left_out;
    made["commands"] = what.commands;
    if (what.commands_left_out != 0) made["commands_left_out"] = what.commands_left_out;
    made["opened_cursor"] = cursor_of(epoch, what.opened);
    made["closed_cursor"] = cursor_of(epoch, what.closed);
    made["opened_before_reset"] = what.opened_before_reset;
    if (how.arrival) made["arrival"] = arrivals_of(what);
    return made;
}

value to_json(const store::transaction_record& what, std::uint64_t epoch) {
    value made = {{"id", what.id.text()},
                  {"cursor", cursor_of(epoch, what.ended)},
                  {"session", what.session->id.text()},
                  {"scope", what.session->scope},
                  {"opened_at", base::format_time(what.opened_at)},
                  {"listener", what.session->where.listener},
                  {"peer", what.session->where.peer},
                  {"helo", what.helo ? text_of(what.helo->argument) : value(nullptr)}};
    made["auth"] = auth_of(what.auth);
    made["tls"] = what.under_tls && what.session->tls ? to_json(*what.session->tls) : value(nullptr);
    made["from"] = text_of(what.from());
    made["to"] = list_of(what.accepted());
    made["refused"] = list_of(what.refused());
    made["envelope"] = envelope_of(what.envelope());
    made["data"] = data_of(what);
    made["outcome"] = what.outcome ? value(smtp::name(*what.outcome)) : value(nullptr);
    made["ended_by"] = what.open() ? value(nullptr) : value(smtp::name(what.ended_by));
    made["rule"] = to_json(what.rule());
    made["messages"] = ids_of(what.messages());
    made["diagnostics"] = to_json(what.diagnostics);
    return made;
}

}  // namespace api::json
