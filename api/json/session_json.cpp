#include "api/json/session_json.hpp"

#include <optional>

#include "api/json/message_json.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace api::json {

namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

std::optional<store::cursor> happened_at(std::uint64_t epoch, std::uint64_t n) {
    if (n == 0) return std::nullopt;
    return store::cursor{epoch, n};
}

void put_arrivals(writer& to, const store::session_record& what) {
    to.put_array("arrival", [&] {
        for (const auto& each : what.arrivals) {
            to.object([&] {
                to.put("what", each.what());
                to.put("detail", each.detail());
            });
        }
    });
}

void put_data(writer& to, const store::transaction_record& what) {
    const auto data = what.data();
    if (!data) return to.put("data", nullptr);
    to.put_object("data", [&] {
        to.put("via", smtp::name(data->via));
        to.put("bytes", data->octets);
        to.put("reply", data->answer);
    });
}

void put_ending(writer& to, const store::transaction_record& what) {
    if (what.outcome) {
        to.put("outcome", smtp::name(*what.outcome));
        to.put("ended_by", smtp::name(what.ended_by));
    } else {
        to.put("outcome", nullptr);
        to.put("ended_by", nullptr);
    }
}

}  // namespace

void show(writer& to, const store::session_record& what, std::uint64_t epoch, const showing& how) {
    to.object([&] {
        to.put("id", what.id);
        to.put("scopes", what.scopes());
        to.put("listener", what.where.listener);
        to.put("state", what.open() ? "open" : "closed");
        to.put("peer", what.where.peer);
        to.put("opened_at", what.opened_at);
        to.put("helo", what.helo ? &what.helo->argument : nullptr);
        to.put("tls", what.tls);
        to.put("tls_failed", what.tls_failed);
        to.put("auth", identity{what.auth});
        to.put("auth_attempts", what.attempts);
        to.put("transactions", what.transactions);
        to.put("messages", what.messages);
        what.ended_by ? to.put("ended_by", smtp::name(*what.ended_by)) : to.put("ended_by", nullptr);
        to.put("rules", what.rules);
        to.put("diagnostics", what.diagnostics);
        if (what.diagnostics_left_out != 0) to.put("diagnostics_left_out", what.diagnostics_left_out);
        to.put("commands", what.commands);
        if (what.commands_left_out != 0) to.put("commands_left_out", what.commands_left_out);
        to.put("opened_cursor", happened_at(epoch, what.opened));
        to.put("closed_cursor", happened_at(epoch, what.closed));
        to.put("opened_before_reset", what.opened_before_reset);
        if (how.arrival) put_arrivals(to, what);
    });
}

void show(writer& to, const store::transaction_record& what, std::uint64_t epoch) {
    to.object([&] {
        to.put("id", what.id);
        to.put("cursor", happened_at(epoch, what.ended));
        to.put("session", what.session->id);
        put_scope(to, what);
        to.put("opened_at", what.opened_at);
        to.put("listener", what.session->where.listener);
        to.put("peer", what.session->where.peer);
        to.put("helo", what.helo ? &what.helo->argument : nullptr);
        to.put("auth", identity{what.auth});
        to.put("tls", what.under_tls ? what.session->tls.get() : nullptr);
        to.put("from", what.from());
        to.put("to", what.accepted());
        to.put("refused", what.refused());
        to.put("envelope", what.envelope());
        put_data(to, what);
        put_ending(to, what);
        put_rule(to, what.rule());
        to.put("messages", what.messages());
        to.put("diagnostics", what.diagnostics);
    });
}

}  // namespace api::json
