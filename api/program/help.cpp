#include "api/program/help.hpp"

#include <algorithm>
#include <string_view>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/options_table.hpp"
#include "mocksmtp/version.hpp"

namespace api::program {
namespace {

using mocksmtp::option_row;

constexpr std::size_t width = 100, indent = 24;

// The words from the given column on, in lines of the width.
std::string wrapped(std::string_view text) {
    std::string lines;
    for (std::size_t column = indent; !text.empty();) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (column > indent && column + word.size() + 1 > width) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
        }
        if (column > indent) lines += ' ';
        lines += word;
        column += word.size() + 1;
    }
    return lines;
}

std::string remarks(const option_row& row) {
    const auto usual = default_text(row);
    std::string text(row.help);
    if (row.repeatable) text += " (repeatable)";
    if (!usual.empty()) text += " [" + usual + "]";
    return text;
}

std::string described(const option_row& row) {
    auto left = "  --" + std::string(row.name);
    if (!row.placeholder.empty()) left += " " + std::string(row.placeholder);
    const auto gap =
        left.size() + 2 > indent ? "\n" + std::string(indent, ' ') : std::string(indent - left.size(), ' ');
    return left + gap + wrapped(remarks(row)) + "\n";
}

// | would end a cell of the table.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? "\\|" : std::string(1, c);
    return escaped;
}

// Whichever is shorter: the stages, or the exceptions.
std::string stages_of(mocksmtp::match::stage_set known) {
    using mocksmtp::match::list_of;
    if (known == mocksmtp::match::every_stage) return "every stage";
    auto all = list_of(known), but = "every stage but " + list_of(mocksmtp::match::every_stage - known);
    return but.size() < all.size() ? but : all;
}

}  // namespace

std::string help_text() {
    std::string text = "mocksmtp " + std::string(mocksmtp::version()) +
                       R"(, a deterministic SMTP mock server for integration tests

Usage:
  mocksmtp [serve] [OPTION...]      listen until SIGTERM or SIGINT
  mocksmtp persona NAME             print a persona as JSON, as --persona-file reads it
  mocksmtp healthcheck [OPTION...]  exit with 0 if the mock with these settings is ready, with 1 if it is not,
                                    with 2 if they do not say whom to ask

Each setting is an option here, a variable (--smtp-port is MOCKSMTP_SMTP_PORT) and a key of the
--config file (smtp_port). An option wins over a variable, that over the file, that over the [default].
The variable of a repeatable option holds one value a line, or a JSON array; that of a secret can have
_FILE behind its name and hold the name of a file (MOCKSMTP_API_TOKEN_FILE).
Exit status: 0 done, 1 failed while running, 2 wrong use, wrong settings or a port that is taken.
)";
    std::string_view group;
    for (const auto& row : mocksmtp::option_table()) {
        if (row.group != group) text += "\n" + std::string(row.group) + ":\n";
        group = row.group;
        text += described(row);
    }
    return text;
}

std::string settings_table() {
    std::string text = "| option | variable | default | what it does |\n|---|---|---|---|\n";
    for (const auto& row : mocksmtp::option_table()) {
        const auto usual = default_text(row);
        const bool variable = row.reach != mocksmtp::option_reach::command_line;
        const auto value = row.placeholder.empty() ? "" : " " + std::string(row.placeholder);
        text += "| `--" + std::string(row.name) + cell(value) + "` | " +
                (variable ? "`" + environment_name(row) + "`" : "") + " | " + cell(usual) + " | " + cell(row.help) +
                (row.repeatable ? " (repeatable)" : "") + " |\n";
    }
    return text;
}

std::string diagnostics_table() {
    namespace base = mocksmtp::base;
    std::string text = "| code | severity | seen in | what happened | RFC |\n|---|---|---|---|---|\n";
    for (const auto& row : base::diagnostic_rows()) {
        const bool content = row.where == base::diagnosed_in::content;
        text += "| `" + std::string(row.name) + "` | " + std::string(base::name(row.how)) + " | " +
                (content ? "message" : "conversation") + " | " + cell(row.sentence) + " | " + std::string(row.rfc) +
                " |\n";
    }
    return text;
}

std::string fields_table() {
    namespace match = mocksmtp::match;
    std::string text = "| field | value | known for | rules know it at |\n|---|---|---|---|\n";
    for (const auto& row : match::all_fields()) {
        std::string name(row.name);
        if (match::takes_name(row.id)) name.append(".").append(match::example_name(row.id));
        text += "| `" + name + "` | " + std::string(match::describe(row)) +
                (row.how_many == match::arity::many ? ", or several" : "") + " | " + match::list_of(row.kinds) + " | " +
                stages_of(row.stages) + " |\n";
    }
    return text;
}

}  // namespace api::program
