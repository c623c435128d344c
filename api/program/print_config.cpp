#include "api/program/print_config.hpp"

#include <nlohmann/json.hpp>

#include "api/json/option_json.hpp"
#include "api/json/rule_json.hpp"

namespace api::program {
namespace {

using mocksmtp::option_row;
using mocksmtp::option_values::secrets;
using mocksmtp::option_values::shape;
using nlohmann::ordered_json;

ordered_json rules_of(const std::vector<mocksmtp::rules::rule>& rules, secrets how) {
    auto list = ordered_json::array();
    for (const auto& each : rules) {
        list.push_back(api::json::to_json(each, {.secrets = true}));
        if (how == secrets::masked)
            api::json::replace_secrets(list.back(),
                                       [](const std::string&) { return ordered_json(mocksmtp::option_values::mask); });
    }
    return list;
}

}  // namespace

std::string print_config(const settings& all, sources how) {
    const auto shown = all.values.mock.show_secrets ? secrets::shown : secrets::masked;
    std::vector<std::string> lines, remarks;
    for (const auto& row : mocksmtp::option_table()) {
        if (row.reach != mocksmtp::option_reach::everywhere || !row.show) continue;
        const auto texts = row.show(all.values, shown);
        const auto source = all.sources.find(row.name);
        if (texts.empty() && source == all.sources.end()) continue;
        const auto value = api::json::dump(row.json == shape::json ? rules_of(all.values.mock.rules, shown)
                                                                   : api::json::value_of(row, texts));
        lines.push_back("  " + ordered_json(file_key(row)).dump() + ": " + value);
        remarks.push_back(source == all.sources.end() ? "default" : source->second);
    }
    std::string text = "{\n";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        text += lines[i] + (i + 1 < lines.size() ? "," : "");
        if (how == sources::as_comments) text += "  // " + remarks[i];
        text += "\n";
    }
    return text + "}\n";
}

}  // namespace api::program
