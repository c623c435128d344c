#include "api/json/hold_json.hpp"

#include <optional>

#include "mocksmtp/store/cursor.hpp"

namespace api::json {

namespace match = mocksmtp::match;
namespace store = mocksmtp::store;

namespace {

std::optional<std::string_view> absent_if_empty(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

void show(writer& to, const store::hold_record& what, std::uint64_t epoch) {
    const auto& held = what.what;
    const auto& session = *what.session;
    to.object([&] {
        to.put("id", what.id);
        to.put("cursor", store::cursor{epoch, what.at});
        to.put("session", session.id);
        to.put("transaction", what.transaction);
        to.put("scopes", session.scopes());
        to.put("opened_at", what.opened_at);
        to.put("listener", session.where.listener);
        to.put("peer", session.where.peer);
        to.put("helo", session.helo ? &session.helo->argument : nullptr);
        to.put("user", null_if_empty(held.user));
        to.put("tls", session.tls);
        to.put("stage", match::name_of(held.at));
        put_rule(to, held.by);
        to.put("verb", null_if_empty(held.verb));
        to.put("argument", absent_if_empty(what.argument()));
        to.put("from", held.from);
        to.put("to", held.to);
        to.put("size", held.message ? std::optional(held.message->bytes.size()) : std::nullopt);
    });
}

}  // namespace api::json
