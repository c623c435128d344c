#include "api/program/command_line.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "mocksmtp/base/text.hpp"

namespace api::program {
namespace {

using mocksmtp::option_row;
namespace base = mocksmtp::base;

bool is_switch(const option_row& row) { return row.placeholder.empty(); }

std::string flag(const option_row& row) { return "--" + std::string(row.name); }

CLI::Option* declare(CLI::App& app, const option_row& row) {
    const auto names = (row.name == "help" ? "-h," : "") + flag(row);
    if (is_switch(row)) return app.add_flag(names)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    // Each takes exactly one value, whatever that begins with, and every repetition is kept.
    return app.add_option(names)->expected(1)->allow_extra_args(false)->multi_option_policy(
        CLI::MultiOptionPolicy::TakeAll);
}

void add(layer& all, const option_row& row, const std::vector<std::string>& texts) {
    setting found{&row, {}};
    for (const auto& text : texts) {
        const auto number = texts.size() == 1 ? "" : " no. " + std::to_string(found.values.size() + 1);
        if (row.json == mocksmtp::option_values::shape::json) {
            found.values.push_back({text, flag(row) + number});
            continue;
        }
        const auto plain = is_switch(row) && text == "true";
        const auto shown = row.secret ? number : plain ? "" : " " + base::printable(text);
        found.values.push_back({text, flag(row) + shown});
    }
    all.settings.push_back(std::move(found));
}

// What is left over: commands, and options that do not exist.
void read_rest(command_line& line, const std::vector<std::string>& rest) {
    constexpr std::string_view commands[] = {"serve", "healthcheck", "persona"};
    constexpr command all_commands[] = {command::serve, command::healthcheck, command::persona};
    bool named = false;
    for (const auto& word : rest) {
        if (word == "--") continue;  // no option follows
        const auto shown = base::printable(word);
        if (word.starts_with('-') && word != "-") {
            std::vector<std::string> flags;
            for (const auto& row : mocksmtp::option_table()) flags.push_back(flag(row));
            const std::vector<std::string_view> views(flags.begin(), flags.end());
            const auto meant = base::nearest(word.substr(0, word.find('=')), views);
            line.options.problems.push_back("unknown option " + shown +
                                            (meant ? "; did you mean " + *meant + "?" : "; --help lists them all"));
            return;  // what follows may have been its value
        }
        const auto* known = std::find(std::begin(commands), std::end(commands), word);
        if (named && line.what == command::persona && line.asked.persona.empty()) {
            line.asked.persona = word;
        } else if (named) {
            line.options.problems.push_back("unexpected argument " + shown + " after the command");
        } else if (known == std::end(commands)) {
            const auto meant = base::nearest(word, commands);
            line.options.problems.push_back(
                "unknown command " + shown +
                (meant ? "; did you mean " + *meant + "?" : " (serve, healthcheck or persona)"));
        } else {
            line.what = all_commands[known - std::begin(commands)];
        }
        named = true;
    }
    if (line.what == command::persona && line.asked.persona.empty())
        line.options.problems.emplace_back("persona: give the name of one, such as persona postfix");
}

// The last value an action was given; a switch that was merely given has none, so "".
std::optional<std::string> last(const layer& all, std::string_view option) {
    const auto* found = find(all, option);
    if (!found || found->values.empty()) return std::nullopt;
    const auto& text = found->values.back().text;
    return is_switch(*found->row) && text == "true" ? "" : text;
}

bool has_help(std::string_view on) {
    constexpr std::string_view tables[] = {"markdown", "fields", "diagnostics", "personas", "presets"};
    return std::find(std::begin(tables), std::end(tables), on) != std::end(tables);
}

void read_actions(command_line& line) {
    auto& all = line.options;
    auto& asked = line.asked;
    asked = {.help = last(all, "help"),
             .print_config = last(all, "print-config"),
             .version = last(all, "version").has_value(),
             .check_config = last(all, "check-config").has_value(),
             .config = last(all, "config"),
             .url = last(all, "url"),
             .persona = std::move(asked.persona)};
    const auto refuse = [&all](const std::string& what) { all.problems.push_back(what); };
    if (!asked.help.value_or("").empty() && !has_help(*asked.help))
        refuse("--help: expected nothing, =markdown, =fields, =diagnostics, =personas or =presets");
    if (!asked.print_config.value_or("").empty() && asked.print_config != "sources") {
        refuse("--print-config: expected nothing, or =sources");
    }
    if (!last(all, "version").value_or("").empty()) refuse("--version takes no value");
    if (!last(all, "check-config").value_or("").empty()) refuse("--check-config takes no value");
    for (const auto* option : {"config", "url"}) {
        const auto* given = find(all, option);
        if (given && given->values.size() > 1) refuse("--" + std::string(option) + ": given more than once");
        if (given && given->values.front().text.empty())
            refuse("--" + std::string(option) + ": expected " + std::string(given->row->placeholder));
    }
    if (asked.url && line.what != command::healthcheck) refuse("--url is for the command healthcheck");
}

}  // namespace

command_line parse_command_line(std::span<const std::string> arguments) {
    command_line line{.what = command::serve, .asked = {}, .options = {.source = "command line"}};
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::vector<CLI::Option*> declared;
    for (const auto& row : mocksmtp::option_table()) declared.push_back(declare(app, row));
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 takes them from the back
    } catch (const CLI::ArgumentMismatch&) {
        const auto name = std::string(arguments.empty() ? "" : arguments.back());
        line.options.problems.push_back(base::printable(name) + ": its value is missing");
    } catch (const CLI::ParseError& error) {
        line.options.problems.emplace_back(error.what());
    }
    for (std::size_t i = 0; i < declared.size(); ++i) {
        if (declared[i]->count() > 0) add(line.options, mocksmtp::option_table()[i], declared[i]->results());
    }
    read_rest(line, app.remaining());
    read_actions(line);
    return line;
}

}  // namespace api::program
