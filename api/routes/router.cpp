#include "api/routes/router.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <utility>
#include <variant>

#include "api/json/target.hpp"
#include "api/json/value.hpp"
#include "api/routes/guard.hpp"
#include "api/routes/read_only.hpp"
#include "api/routes/route.hpp"
#include "api/routes/scopes.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/named_scopes.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

bool is_place(std::string_view piece) { return piece.starts_with("{"); }

std::vector<std::string_view> pieces_of(std::string_view path) {
    std::vector<std::string_view> pieces;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const auto end = std::min(path.find('/'), path.size());
        if (end != 0) pieces.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return pieces;
}

// The path of the table that fits, the one with the fewest places: /v1/rules/check is not the rule "check"
// (OpenAPI 3.1, path templating). Empty: none does.
std::string_view table_path(const std::vector<std::string>& path) {
    std::string_view found;
    for (const auto& each : all_routes()) {
        if (!match_path(each.path, path)) continue;
        const auto places = std::ranges::count(each.path, '{');
        if (found.empty() || places < std::ranges::count(found, '{')) found = each.path;
    }
    return found;
}

std::string methods_of(std::string_view path) {
    std::string methods;
    const auto add = [&methods](std::string_view name) {
        methods += (methods.empty() ? "" : ", ") + std::string(name);
    };
    for (const auto& each : all_routes()) {
        if (each.path != path) continue;
        add(each.method);
        if (each.method == "GET") add("HEAD");
    }
    add("OPTIONS");
    return methods;
}

bool is_of_a_scope(std::string_view path) { return path.starts_with("/v1/") && !path.starts_with("/v1/scopes"); }

// Behind a scope's prefix what may be meant stands there too, and nothing else does.
response not_found(const std::string& asked, const std::vector<std::string>& path, const surroundings& world) {
    json::problem what{.status = 404, .detail = "nothing is at " + base::printable(asked)};
    std::string own;
    for (const auto& each : path) own += "/" + each;
    std::vector<std::string_view> paths;
    for (const auto& each : all_routes())
        if (!world.is_scope || is_of_a_scope(each.path)) paths.push_back(each.path);
    if (const auto near = base::nearest(own.substr(0, 64), paths))
        what.detail +=
            "; did you mean " + (world.is_scope ? json::path_in(world.scope.name(), near->substr(3)) : *near) + "?";
    else
        what.detail += "; /openapi.json lists what there is";
    return problem_response(what);
}

response not_allowed(const std::string& method, const std::string& allowed) {
    response made = problem_response(
        {.status = 405, .detail = base::printable(method) + " is not possible here; these are: " + allowed});
    made.headers.push_back({"Allow", allowed});
    return made;
}

// RFC 9110 9.1: a method of HTTP is not allowed here, of any other nobody knows what it means.
bool is_method_of_http(std::string_view method) {
    constexpr std::array<std::string_view, 10> known = {"GET",    "HEAD",    "POST",    "PUT",   "PATCH",
                                                        "DELETE", "OPTIONS", "CONNECT", "TRACE", "QUERY"};
    return std::ranges::find(known, method) != known.end();
}

response not_implemented(const std::string& method) {
    return problem_response({.status = 501, .detail = "there is no method " + base::printable(method.substr(0, 100))});
}

std::optional<response> not_acceptable(const request& asked, const route& found) {
    std::string_view types = found.produces;
    if (types.empty()) return std::nullopt;  // what it is depends on what is asked for: octets, a part, a page
    std::string listed;
    while (!types.empty()) {
        const auto end = std::min(types.find(' '), types.size());
        const auto type = types.substr(0, end);
        // Who takes only reports of failure takes the JSON of what did not fail: the status tells them apart.
        const bool is_json = type == "application/json";
        if (accepts(asked, type) || (is_json && accepts(asked, json::problem_type))) return std::nullopt;
        listed += (listed.empty() ? "" : " or ") + std::string(type);
        types.remove_prefix(std::min(end + 1, types.size()));
    }
    return problem_response({.status = 406, .detail = "this is available as " + listed + " only"});
}

// So that a slip in a path or a method does not read like an empty answer.
answer find_and_call(const request& asked, const json::target& where, surroundings& world, moment at) {
    const auto path = table_path(where.path);
    if (path.empty()) return not_found(asked.target.substr(0, asked.target.find('?')), where.path, world);
    if (!is_method_of_http(asked.method)) return not_implemented(asked.method);
    if (asked.method == "OPTIONS") {
        response made = text_response(204, {});
        made.headers.push_back({"Allow", methods_of(path)});
        return made;
    }
    const std::string_view method = asked.method == "HEAD" ? std::string_view("GET") : std::string_view(asked.method);
    for (const auto& each : all_routes()) {
        if (each.method != method || each.path != path) continue;
        if (auto refused = not_acceptable(asked, each)) return *refused;
        if (auto refused = refuse_change(each, world)) return problem_response(*refused);
        return each.handle({asked, where, *match_path(path, where.path), world, at});
    }
    return not_allowed(asked.method, methods_of(path));
}

}  // namespace

std::optional<std::vector<std::string>> match_path(std::string_view path, const std::vector<std::string>& segments) {
    const auto pieces = pieces_of(path);
    if (pieces.size() != segments.size()) return std::nullopt;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (is_place(pieces[i]))
            ids.push_back(segments[i]);
        else if (pieces[i] != segments[i])
            return std::nullopt;
    }
    return ids;
}

response problem_response(const json::problem& what) {
    response made;
    made.status = what.status;
    made.reason = what.detail;  // which is all that the exceptions of many HTTP clients show
    made.content_type = json::problem_type;
    made.body = json::dump_readable(json::to_json(what)) + "\n";
    return made;
}

namespace {

response could_not(const std::exception& failed) {
    return problem_response({.status = 500, .detail = std::string("the server could not answer: ") + failed.what()});
}

// Leaves in `in` whose answer it is.
answer answer_to(const request& asked, surroundings*& in, moment at) {
    try {
        auto where = json::parse_target(asked.target);
        if (const auto* wrong = std::get_if<json::mistake>(&where))
            return problem_response(json::bad_request({*wrong}));
        auto& target = std::get<json::target>(where);
        if (auto refused = guard(asked, target, *in)) return problem_response(*refused);
        auto reached = enter_scope(std::move(target), *in);
        if (auto* refused = std::get_if<response>(&reached)) return std::move(*refused);
        const auto& there = std::get<destination>(reached);
        in = there.in;
        return find_and_call(asked, there.where, *in, seen_from(*in, at));
    } catch (const std::exception& failed) {
        return could_not(failed);
    }
}

// Keeps the scope that is read, or waited in, as long as somebody does so.
class stay {
public:
    explicit stay(const surroundings& in) : in_(in) {
        if (in.scopes != nullptr) scope_ = in.scopes->registry().stay_in(in.scope);
    }
    void use() const {
        if (scope_) in_.scopes->registry().use(*scope_);
    }
    response reading(response made) const {
        auto* source = std::get_if<std::shared_ptr<body_source>>(&made.body);
        if (!scope_ || source == nullptr) return made;
        struct reader {
            std::shared_ptr<mocksmtp::store::named_scope> in;
            std::shared_ptr<body_source> from;
        };
        auto* const from = source->get();
        *source = {std::make_shared<reader>(reader{scope_, std::move(*source)}), from};
        return made;
    }

private:
    const surroundings& in_;
    std::shared_ptr<mocksmtp::store::named_scope> scope_;  // nullptr: the world
};

// What every answer carries: the journal position it is true at, and how browsers must treat it.
response finish(response made, const surroundings& world) {
    made.headers.push_back({"Mock-Cursor", world.scope.position().text()});
    made.headers.push_back({"X-Content-Type-Options", "nosniff"});
    const bool has_cache_rule = std::any_of(made.headers.begin(), made.headers.end(), [](const header& each) {
        return base::iequals(each.name, "Cache-Control");
    });
    if (!has_cache_rule) made.headers.push_back({"Cache-Control", "no-store"});
    if (made.status == 401) made.headers.push_back({"WWW-Authenticate", "Bearer"});
    return made;
}

}  // namespace

answer handle(const request& asked, surroundings& world, moment at) {
    auto* in = &world;
    auto made = answer_to(asked, in, at);
    const stay here(*in);
    if (auto* now = std::get_if<response>(&made)) return finish(here.reading(std::move(*now)), *in);
    auto& later = std::get<not_yet>(made);
    later.look = [look = std::move(later.look), in, here](moment then) -> std::variant<response, look_at> {
        try {
            here.use();
            auto seen = look(seen_from(*in, then));
            if (auto* ready = std::get_if<response>(&seen)) return finish(here.reading(std::move(*ready)), *in);
            return seen;
        } catch (const std::exception& failed) {
            return finish(could_not(failed), *in);
        }
    };
    return made;
}

}  // namespace api::routes
