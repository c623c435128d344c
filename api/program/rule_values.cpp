#include "api/program/rule_values.hpp"

#include <set>
#include <utility>

#include "api/json/parse.hpp"
#include "api/json/rule_json.hpp"
#include "api/program/files.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_texts.hpp"

namespace api::program {
namespace {

namespace base = mocksmtp::base;
namespace rules = mocksmtp::rules;

std::string complaint(const given_value& about, const json::mistake& wrong) {
    std::string text = about.place;
    if (!about.is_pointed_to && !wrong.pointer.empty()) text += ": ";
    text += wrong.pointer + ": " + wrong.detail;
    if (!wrong.did_you_mean.empty()) text += "; did you mean " + wrong.did_you_mean + "?";
    return base::printable(text);
}

// Whether what --print-config hid behind stars has come back as what to match.
bool is_masked(const rules::rule& read) {
    bool found = false;
    auto shown = json::to_json(read, {.secrets = true});
    json::replace_secrets(shown, [&found](const std::string& secret) {
        found = found || secret == mocksmtp::option_values::mask;
        return json::value(secret);
    });
    return found;
}

}  // namespace

std::vector<rules::rule> read_rules(const setting& given, std::vector<std::string>& problems) {
    std::vector<rules::rule> all;
    std::set<std::string> ids;
    for (const given_value& each : given.values) {
        const auto parsed = json::parse(each.text);
        if (const auto* wrong = std::get_if<json::mistake>(&parsed)) {
            problems.push_back(complaint(each, *wrong));
            continue;
        }
        auto read = json::rule_of(std::get<json::value>(parsed));
        if (const auto* wrong = std::get_if<std::vector<json::mistake>>(&read)) {
            for (const auto& one : *wrong) problems.push_back(complaint(each, one));
            continue;
        }
        auto& rule = std::get<rules::rule>(read);
        if (is_masked(rule)) {
            const auto stars = mocksmtp::option_values::secret_fault(mocksmtp::option_values::mask);
            problems.push_back(complaint(each, json::at_pointer("/match/secret", stars->what)));
        }
        if (!rule.id.empty() && !ids.insert(rule.id).second) {
            problems.push_back(complaint(each, json::at_pointer("/id", "another rule has this id")));
        }
        all.push_back(std::move(rule));
    }
    return all;
}

std::vector<given_value> json_values_of(std::string_view text, const std::string& place,
                                        std::vector<std::string>& problems) {
    std::vector<given_value> values;
    const auto begin = base::trim(text).substr(0, 1);
    const auto whole = begin == "[" || begin == "{" ? json::parse(text) : json::mistake{};
    const auto* found = std::get_if<json::value>(&whole);
    if (found != nullptr && found->is_object()) return {{std::string(text), place}};
    if (begin == "[") {
        if (found == nullptr) {
            problems.push_back(base::printable(place + ": " + std::get<json::mistake>(whole).detail));
            return values;
        }
        for (std::size_t i = 0; i < found->size(); ++i) {
            const json::value& each = (*found)[i];
            const auto here = place + ": /" + std::to_string(i);
            if (each.is_object())
                values.push_back({json::dump(each), here, true});
            else if (each.is_string())
                values.push_back({each.get<std::string>(), here});
            else
                problems.push_back(here + ": expected a rule as an object, or as text");
        }
    } else {
        const auto lines = lines_of(text);
        for (const auto& line : lines)
            values.push_back({line.text, lines.size() == 1 ? place : place + ": line " + std::to_string(line.number)});
    }
    return values;
}

}  // namespace api::program
