#include "api/routes/scopes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/filter_json.hpp"
#include "api/json/matcher_json.hpp"
#include "api/json/target.hpp"
#include "api/routes/body.hpp"
#include "api/routes/listeners.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/options_values.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace store = mocksmtp::store;
using mocksmtp::listener_kind;

namespace {

constexpr std::array<std::string_view, 3> keys = {"match", "listen", "ttl"};
constexpr std::array kinds = {json::word<listener_kind>{"plain", listener_kind::plain},
                              json::word<listener_kind>{"tls", listener_kind::tls}};

std::string shown(mocksmtp::own_port port) {
    const std::string kind(json::word_for(kinds, port.kind));
    return port.number == 0 ? kind : kind + ":" + std::to_string(port.number);
}

json::value condition_json(const match::filter& of) {
    json::value made = json::value::object();
    for (const auto& each : of.conditions()) made[match::to_string(each.on)] = json::to_json(each.wants.source());
    return made;
}

json::value listeners_of(const call& asked, const store::named_scope& of) {
    json::value made = json::value::array();
    if (!of.declared || !asked.world.listeners) return made;
    for (const auto& each : asked.world.listeners()) {
        const auto& names = of.declared->listeners;
        if (std::ranges::find(names, each.name) != names.end()) made.push_back(shown(each));
    }
    return made;
}

json::value shown(const call& asked, store::named_scope& of) {
    const auto state = of.story.state();
    const auto* said = of.declared ? &*of.declared : nullptr;
    const auto port = asked.world.scopes->port_of(of.story.name());
    const auto text = [](const auto& maybe, auto name) { return maybe ? json::value(name(*maybe)) : json::value(); };
    return {{"name", of.story.name()},
            {"url", json::path_in(of.story.name(), "")},
            {"declared", said != nullptr},
            {"match", said == nullptr || said->which.empty() ? json::value() : condition_json(said->which)},
            {"listen", text(port, [](mocksmtp::own_port one) { return shown(one); })},
            {"ttl", said == nullptr ? json::value() : text(said->ttl, base::format_duration)},
            {"listeners", listeners_of(asked, of)},
            {"cursor", state.at.text()},
            {"messages", state.messages},
            {"transactions", state.transactions},
            {"auth_attempts", state.attempts},
            {"sessions", state.sessions},
            {"open_sessions", state.open_sessions}};
}

response wrong_name(const std::string& name) {
    if (base::iequals(name, "default"))
        return problem_response(
            {.status = 404, .detail = "default is no scope of its own: it is everything, as without a prefix"});
    return problem_response(
        {.status = 404,
         .detail = base::printable(name) + " is no name of a scope: letters, digits and -, at most 63, such as w3"});
}

std::optional<response> refusal_of(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    if (asked.world.scopes != nullptr) return std::nullopt;
    return problem_response({.status = 404, .detail = "there are no named scopes here"});
}

response unknown(const std::string& name) {
    return problem_response({.status = 404,
                             .detail = "there is no scope " + base::printable(name) +
                                       "; PUT declares one, and mail to anything@" + base::printable(name) +
                                       ".scope.test makes it"});
}

// The name in the path; nothing if it can be none of a named scope.
std::optional<std::string> name_in(const call& asked) { return store::scope_registry::name_of(asked.ids.front()); }

void check_match(const json::written& from, const match::filter& which) {
    for (const auto& each : which.conditions()) {
        const bool circular = each.on.id == match::field_id::scope || each.on.id == match::field_id::session;
        if (circular)
            from.complain_at(match::to_string(each.on), "is not known before it is decided what belongs to a scope");
    }
}

std::optional<mocksmtp::own_port> read_port(const json::written& from) {
    const auto text = from.text();
    if (!text) return std::nullopt;
    const auto colon = std::min(text->find(':'), text->size());
    const auto* kind =
        std::ranges::find(kinds, std::string_view(*text).substr(0, colon), &decltype(kinds)::value_type::text);
    const auto number = mocksmtp::option_values::port::parse(colon == text->size() ? "0" : text->substr(colon + 1));
    const auto* port = std::get_if<mocksmtp::port_choice>(&number);
    if (kind != kinds.end() && port != nullptr && *port) return mocksmtp::own_port{kind->means, **port};
    from.complain("plain or tls, on a free port, or with the number of one behind a colon, such as plain:2525");
    return std::nullopt;
}

std::variant<mocksmtp::scope_wish, json::problem> read(const request& asked) {
    mocksmtp::scope_wish made;
    if (asked.body.empty()) return made;  // nothing but its name has to be said
    auto body = read_object(asked, R"({"match": {"to": {"suffix": "@w3.test"}}, "ttl": "10m"})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    std::vector<json::mistake> mistakes;
    const json::written from(std::get<json::value>(body), "", mistakes);
    from.members(keys, [&made](std::string_view key, const json::written& item) {
        if (key == "match") {
            made.which = json::filter_of(item, match::stage_set{match::stage::rcpt});
            check_match(item, made.which);
        } else if (key == "listen") {
            made.listen = read_port(item);
        } else {
            made.ttl = item.duration();
            if (made.ttl && made.ttl->count() == 0) item.complain("more than nothing");
        }
    });
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return made;
}

}  // namespace

answer get_scopes(const call& asked) {
    if (auto refused = refusal_of(asked)) return *std::move(refused);
    json::value list = json::value::array();
    auto& registry = asked.world.scopes->registry();
    for (auto* each : registry.all()) list.push_back(shown(asked, *each));
    const json::value made = {{"cursor", asked.world.scope.position().text()},
                              {"scopes", std::move(list)},
                              {"turned_away", registry.turned_away()}};
    return json_response(200, json::dump(made) + "\n");
}

answer get_scope(const call& asked) {
    if (auto refused = refusal_of(asked)) return *std::move(refused);
    const auto name = name_in(asked);
    if (!name) return wrong_name(asked.ids.front());
    auto* found = asked.world.scopes->registry().find(*name);
    return found == nullptr ? unknown(*name) : json_response(200, json::dump(shown(asked, *found)) + "\n");
}

answer put_scope(const call& asked) {
    if (auto refused = refusal_of(asked)) return *std::move(refused);
    const auto name = name_in(asked);
    if (!name) return wrong_name(asked.ids.front());
    auto wish = read(asked.asked);
    if (auto* wrong = std::get_if<json::problem>(&wish)) return problem_response(*wrong);
    auto& registry = asked.world.scopes->registry();
    const auto* before = registry.find(*name);
    const bool is_new = before == nullptr || !before->declared;
    const auto failed = asked.world.scopes->declare(*name, std::get<mocksmtp::scope_wish>(std::move(wish)));
    if (!failed.empty()) return problem_response({.status = 409, .detail = failed});
    return json_response(is_new ? 201 : 200, json::dump(shown(asked, *registry.find(*name))) + "\n");
}

answer delete_scope(const call& asked) {
    if (auto refused = refusal_of(asked)) return *std::move(refused);
    const auto name = name_in(asked);
    if (!name) return wrong_name(asked.ids.front());
    // One that nobody knows is as gone as one that was forgotten: nothing has to be declared, and a test may get no
    // mail.
    const bool was_there = asked.world.scopes->forget(*name);
    return json_response(200, json::dump({{"deleted", was_there ? json::value(*name) : json::value()}}) + "\n");
}

std::variant<destination, response> enter_scope(json::target where, surroundings& world) {
    constexpr std::size_t prefix = 3;  // v1, scopes, NAME
    auto& path = where.path;
    const bool is_scoped = world.scoped && path.size() > prefix && path[0] == "v1" && path[1] == "scopes";
    if (!is_scoped || path[prefix] == "scopes") return destination{std::move(where), &world};
    auto* in = &world;
    if (!base::iequals(path[2], world.scope.name())) {
        const auto name = store::scope_registry::name_of(path[2]);
        if (!name) return wrong_name(path[2]);
        in = world.scoped(*name);
    }
    if (in == nullptr)
        return problem_response({.status = 503,
                                 .detail = "there are " + std::to_string(store::scope_registry::most) +
                                           " scopes already; DELETE those that are over"});
    path.erase(path.begin() + 1, path.begin() + prefix);
    return destination{std::move(where), in};
}

// An upper bound: what is seen to have changed since the last look may have done so when the world last did.
moment seen_from(surroundings& in, moment at) {
    if (!in.is_scope) return at;
    if (const auto now = in.scope.position(); std::exchange(in.seen, now) != now) in.changed_at = at.last_change;
    return {at.now, std::min(in.changed_at, at.last_change)};
}

}  // namespace api::routes
