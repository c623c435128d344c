#include "api/program/environment.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api/json/parse.hpp"
#include "api/program/files.hpp"
#include "api/program/rule_values.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::program {
namespace {

using mocksmtp::option_reach;
using mocksmtp::option_row;
namespace base = mocksmtp::base;

constexpr std::string_view prefix = "MOCKSMTP_";

struct variable {
    std::string name;
    std::string value;
};

// The variables Kubernetes sets in every pod for a service named mocksmtp-something.
bool is_from_kubernetes(const variable& one) {
    const std::string_view name = one.name;
    return name.ends_with("_SERVICE_HOST") || name.find("_SERVICE_PORT") != name.npos ||
           one.value.starts_with("tcp://") || name.find("_TCP_") != name.npos || name.ends_with("_TCP");
}

std::optional<std::vector<std::string>> json_array(std::string_view text) {
    const auto parsed = json::parse(text);
    const auto* array = std::get_if<json::value>(&parsed);
    if (array == nullptr || !array->is_array()) return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& one : *array) {
        if (!one.is_string()) return std::nullopt;
        texts.push_back(one.get<std::string>());
    }
    return texts;
}

// The text as the values of one option, into the layer.
void add(layer& all, const option_row& row, const std::string& place, std::string_view text) {
    setting found{&row, {}};
    if (row.json == mocksmtp::option_values::shape::json) {
        const auto problems = all.problems.size();
        found.values = json_values_of(text, place, all.problems);
        if (all.problems.size() == problems) all.settings.push_back(std::move(found));
        return;
    }
    const auto take = [&](std::string one, const std::string& where) {
        const auto shown = row.secret ? where : place + ": \"" + base::printable(one) + "\"";
        found.values.push_back({std::move(one), shown});
    };
    if (!row.repeatable) {
        if (text.ends_with('\n')) text.remove_suffix(1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        take(std::string(text), place);
    } else if (base::trim(text).starts_with('[')) {
        const auto array = json_array(text);
        if (!array) {
            all.problems.push_back(place + ": expected a JSON array of strings, or one value a line");
            return;
        }
        for (std::size_t i = 0; i < array->size(); ++i) take((*array)[i], place + ": /" + std::to_string(i));
    } else {
        auto lines = lines_of(text);
        for (auto& line : lines)
            take(std::move(line.text), lines.size() == 1 ? place : place + ": line " + std::to_string(line.number));
    }
    all.settings.push_back(std::move(found));
}

void add_file(layer& all, const option_row& row, const variable& one) {
    const auto content = read_file(one.value);
    const auto place = "environment " + one.name + ": " + one.value;
    if (const auto* failed = std::get_if<unreadable>(&content)) {
        all.problems.push_back(place + ": " + failed->why);
    } else {
        add(all, row, place, *std::get_if<std::string>(&content));
    }
}

struct meaning {
    const option_row* row = nullptr;
    bool file = false;  // the variable names a file that holds the value
};

std::optional<meaning> meaning_of(std::string_view name) {
    for (const auto& row : mocksmtp::option_table()) {
        if (row.reach == option_reach::command_line) continue;
        const auto own = environment_name(row);
        if (own == name) return meaning{&row, false};
        // MOCKSMTP_USER_FILE is --user-file, which means the same.
        if (row.secret && own + "_FILE" == name && !mocksmtp::find_option(std::string(row.name) + "-file")) {
            return meaning{&row, true};
        }
    }
    return std::nullopt;
}

void warn_of_unknown(layer& all, const variable& one) {
    std::vector<std::string> names;
    for (const auto& row : mocksmtp::option_table()) {
        if (row.reach == option_reach::command_line) continue;
        names.push_back(environment_name(row).substr(prefix.size()));
        if (row.secret) names.push_back(names.back() + "_FILE");
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto meant = base::nearest(std::string_view(one.name).substr(prefix.size()), views);
    all.warnings.push_back("environment " + base::printable(one.name) + ": there is no such setting" +
                           (meant ? "; did you mean " + std::string(prefix) + *meant + "?" : ""));
}

void read(layer& all, const variable& one) {
    const auto known = meaning_of(one.name);
    if (one.value.empty() || (!known && is_from_kubernetes(one))) return;
    if (!known) {
        warn_of_unknown(all, one);
    } else if (one.value.starts_with("tcp://")) {
        all.warnings.push_back("environment " + one.name + ": ignored, because " + base::printable(one.value) +
                               " was set by Kubernetes for a service of that name");
    } else if (find(all, known->row->name)) {
        all.problems.push_back("environment " + environment_name(*known->row) + ": set twice, directly and as _FILE");
    } else if (known->file) {
        add_file(all, *known->row, one);
    } else {
        add(all, *known->row, "environment " + one.name, one.value);
    }
}

}  // namespace

layer read_environment(std::span<const std::string> variables) {
    layer all{.source = "environment"};
    for (const auto& text : variables) {
        const auto equals = std::min(text.find('='), text.size());
        if (!text.starts_with(prefix) || equals == text.size()) continue;
        read(all, {text.substr(0, equals), text.substr(equals + 1)});
    }
    return all;
}

}  // namespace api::program
