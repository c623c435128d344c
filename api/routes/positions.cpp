#include "api/routes/positions.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/named_scopes.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace store = mocksmtp::store;

namespace {

json::problem wrong(std::string detail) { return json::bad_request({json::at_parameter("since", std::move(detail))}); }

std::variant<std::uint64_t, json::problem> resolve_cursor(const std::string& text, const store::scope& in) {
    const auto at = store::cursor::parse(text);
    if (!at) return wrong("a cursor as answers carry it (\"1.6\"), now, or mark:LABEL");
    switch (in.age(*at)) {
        case store::cursor_age::current:
            return at->n;
        case store::cursor_age::earlier_epoch:
            return json::problem{.status = 409,
                                 .detail = "the cursor " + text + " is from before a reset; epoch " +
                                           std::to_string(at->epoch) + " is over, the journal stands at " +
                                           in.position().text()};
        case store::cursor_age::unknown:
            break;
    }
    return wrong("no answer ever carried the cursor " + text + "; the journal stands at " + in.position().text());
}

struct resolver {
    const store::scope& in;

    std::variant<std::uint64_t, json::problem> operator()(std::monostate) const { return std::uint64_t{0}; }
    std::variant<std::uint64_t, json::problem> operator()(json::since_now) const { return in.position().n; }
    std::variant<std::uint64_t, json::problem> operator()(const json::since_cursor& from) const {
        return resolve_cursor(from.text, in);
    }
    std::variant<std::uint64_t, json::problem> operator()(const json::since_mark& from) const {
        if (const auto at = in.mark_at(from.label)) return at->n;
        const bool was_reset = in.position().epoch > 1;
        return wrong("there is no mark \"" + base::printable(from.label) + "\"" +
                     (was_reset ? "; there was a reset, which forgets the marks before it" : ""));
    }
};

}  // namespace

std::variant<std::uint64_t, json::problem> resolve(const json::since& from, const store::scope& in) {
    return std::visit(resolver{in}, from);
}

std::uint64_t world_since(surroundings& asked, const store::cursor& now, std::uint64_t since) {
    if (!asked.is_scope || asked.scopes == nullptr) return 0;
    auto& all = asked.scopes->registry();
    const std::uint64_t known = all.world_before(asked.scope, since);
    return now.epoch == all.world().position().epoch ? std::max(known, now.n) : known;
}

store::cursor world_now(surroundings& asked, const json::since& from) {
    const bool is_now = asked.scopes != nullptr && std::holds_alternative<json::since_now>(from);
    return is_now ? asked.scopes->registry().world().position() : store::cursor{};
}

}  // namespace api::routes
