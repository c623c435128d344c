#include "api/json/list_body.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/json/filter_json.hpp"
#include "api/json/written.hpp"

namespace api::json {

namespace {

// As a query string would have it; nothing, and a complaint, where it is of another kind. A word or a time that is no
// string is told as one that is wrong.
std::optional<std::string> parameter_text(const written& from, std::string_view name) {
    const auto digits = [](std::optional<std::uint64_t> number) {
        return number ? std::optional(std::to_string(*number)) : std::nullopt;
    };
    const value& what = from.what();
    if (name == "all") {
        const auto flag = from.flag();
        return flag ? std::optional(*flag ? "true" : "false") : std::nullopt;
    }
    if (name == "limit") return digits(from.number(1, largest_limit));
    if (name == "page") return digits(from.number(1, largest_page));
    if (name == "count" && what.is_number()) return digits(from.count());
    if (name == "label" || name == "since") return from.line();
    return what.is_string() ? from.text() : std::optional(dump(what));
}

struct reading {
    list_query made;
    std::vector<mistake> wrong = {};
};

// The parameters by the rules they have in a query string; what is wrong with them is at their keys.
void read_parameters(reading& into, const target& parameters, const list_call& call) {
    auto query = parse_list_query(parameters, call);
    if (auto* good = std::get_if<list_query>(&query)) {
        into.made = std::move(*good);
        return;
    }
    for (mistake& each : std::get<problem>(query).errors) {
        each.pointer = pointer_to("", std::exchange(each.parameter, {}));
        into.wrong.push_back(std::move(each));
    }
}

}  // namespace

std::variant<list_query, problem> parse_list_body(const value& body, const list_call& call) {
    reading found;
    std::vector<std::string_view> known = {"match", "must"};
    known.insert(known.end(), call.controls.begin(), call.controls.end());
    target parameters;
    mocksmtp::match::filter which, must;
    const auto read_key = [&](std::string_view key, const written& item) {
        if (key == "match")
            which = filter_of(item, call.kind);
        else if (key == "must")
            must = filter_of(item, call.kind);
        else if (auto text = parameter_text(item, key))
            parameters.query.push_back({.name = std::string(key), .value = *text, .value_with_plus = *text});
    };
    const bool asks_for_all = body.is_object() && body.empty();
    if (!asks_for_all)
        written(body, "", found.wrong).each_of(known, R"({"match": {"to": "bob@example.test"}})", read_key);
    read_parameters(found, parameters, call);
    if (!found.wrong.empty()) return bad_request(std::move(found.wrong));
    found.made.expect.which = std::move(which);
    found.made.expect.must = std::move(must);
    found.made.expects = found.made.expects || !found.made.expect.must.empty();
    return std::move(found.made);
}

}  // namespace api::json
