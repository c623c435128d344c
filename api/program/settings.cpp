#include "api/program/settings.hpp"

#include "api/program/files.hpp"
#include "api/program/persona_files.hpp"
#include "api/program/rule_values.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_check.hpp"

namespace api::program {
namespace {

using mocksmtp::option_row;

// A value, or the lines of the file it stands for.
void unfold(const option_row& row, const given_value& given, bool is_file, setting& into, settings& all) {
    if (!is_file) {
        into.values.push_back(given);
        return;
    }
    const auto path = given.text.substr(given.text.starts_with('@') ? 1 : 0);
    const auto content = read_file(path);
    if (const auto* failed = std::get_if<unreadable>(&content)) {
        all.problems.push_back(given.place + ": " + (row.secret ? mocksmtp::base::printable(path) + ": " : "") +
                               failed->why);
        return;
    }
    for (auto& line : lines_of(*std::get_if<std::string>(&content))) {
        if (line.text.starts_with('#')) continue;
        into.values.push_back({std::move(line.text), path + ": line " + std::to_string(line.number)});
    }
}

// All values one layer has for an option, those of the files that feed it among them.
setting values_of(const layer& from, const option_row& row, settings& all) {
    setting found{&row, {}};
    for (const auto& one : from.settings) {
        const bool feeds = one.row->feeds == row.name;
        if (one.row != &row && !feeds) continue;
        for (const auto& value : one.values) {
            unfold(row, value, feeds || (row.lines_of_file && value.text.starts_with('@')), found, all);
        }
    }
    return found;
}

bool speaks_of(const layer& from, const option_row& row) {
    for (const auto& one : from.settings) {
        if (one.row == &row || one.row->feeds == row.name) return true;
    }
    return false;
}

void apply(const layer& from, settings& all) {
    for (const auto& row : mocksmtp::option_table()) {
        if (!row.assign || !speaks_of(from, row)) continue;
        const auto given = values_of(from, row, all);
        std::vector<std::string> texts;
        texts.reserve(given.values.size());
        for (const auto& value : given.values) texts.push_back(value.text);
        if (const auto refused = row.assign(all.values, texts)) {
            const auto place = refused->index < given.values.size() ? given.values[refused->index].place
                                                                    : from.source + ": " + std::string(row.name);
            all.problems.push_back(place + ": " + refused->what);
        } else {
            all.sources[row.name] = from.source;
            if (row.json == mocksmtp::option_values::shape::json)
                all.values.mock.rules = read_rules(given, all.problems);
        }
    }
}

}  // namespace

settings merge(std::span<const layer> layers) {
    settings all;
    for (const auto& one : layers) {
        all.problems.insert(all.problems.end(), one.problems.begin(), one.problems.end());
        all.warnings.insert(all.warnings.end(), one.warnings.begin(), one.warnings.end());
        apply(one, all);
    }
    all.values.mock.personas = read_persona_files(all.values.persona_files, all.problems);
    if (!all.problems.empty()) return all;
    for (auto& found : mocksmtp::contradictions(all.values.mock)) all.problems.push_back(std::move(found.detail));
    for (auto& found : mocksmtp::port_contradictions(all.values)) all.problems.push_back(std::move(found.detail));
    if (all.values.mock.read_only && all.values.import_file.empty())
        all.problems.emplace_back("--read-only shows what --import has; give that too");
    return all;
}

}  // namespace api::program
