#include "api/json/report_json.hpp"

#include <utility>

namespace api::json {

namespace match = mocksmtp::match;
namespace verify = mocksmtp::verify;

namespace {

value list_of_texts(const std::vector<std::string>& texts) {
    value made = value::array();
    for (const auto& each : texts) made.push_back(each);
    return made;
}

value to_json(const match::difference& what) {
    value made = {{"field", match::to_string(what.on)}, {"ok", what.holds}};
    if (what.holds) return made;
    made["expected"] = what.expected;
    made["actual"] = what.actual;
    made["because"] = verify::because(what);
    return made;
}

value to_json(const verify::candidate& what) {
    value differences = value::array();
    for (const auto& each : what.differences) differences.push_back(to_json(each));
    return {{"id", what.id}, {"differences", std::move(differences)}};
}

value null_unless(const std::string& text) { return text.empty() ? value(nullptr) : value(text); }

value to_json(const verify::result& what) {
    value candidates = value::array();
    for (const auto& each : what.candidates) candidates.push_back(to_json(each));
    return {{"name", null_unless(what.name)},
            {"what", null_unless(what.what)},
            {"ok", what.ok},
            {"expected", what.expected},
            {"got", what.got},
            {"ids", list_of_texts(what.ids)},
            {"because", null_unless(what.because)},
            {"candidates", std::move(candidates)}};
}

}  // namespace

value results_of(const verify::grounds& by, const verify::verification& what, const verify::outcome& seen) {
    value made = value::array();
    for (std::size_t i = 0; i < what.expect.size(); ++i) {
        const auto& each = what.expect[i];
        value ids = value::array();
        for (const auto number : seen.found[i].matched) ids.push_back(by.id_text(each.what, number));
        made.push_back({{"name", null_unless(each.name)},
                        {"what", match::name_of(each.what)},
                        {"count", ids.size()},
                        {"ids", ids}});
    }
    return made;
}

void put_report(value& into, const verify::report& from) {
    value results = value::array();
    for (const auto& each : from.results) results.push_back(to_json(each));
    into["results"] = std::move(results);
    into["captured"] = list_of_texts(from.captured);
    into["tried"] = list_of_texts(from.tried);
    into["unattributed"] = list_of_texts(from.unattributed);
    into["hints"] = list_of_texts(from.hints);
}

}  // namespace api::json
