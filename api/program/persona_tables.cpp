#include "api/program/persona_tables.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/rules/preset.hpp"

namespace api::program {
namespace {

namespace personas = mocksmtp::personas;
namespace smtp = mocksmtp::smtp;

// | would end a cell of the table, in code too.
std::string code(std::string_view text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? "\\|" : std::string(1, c);
    return "`" + escaped + "`";
}

std::string words(const smtp::reply_template& said) {
    if (said.code == 0) return "nothing";
    const std::string start = std::to_string(said.code) + (said.enhanced ? " " + said.enhanced->text() : "") + " ";
    std::string text;
    for (const std::string& line : said.lines) {
        std::string whole = start;
        text.append(text.empty() ? "" : "<br>").append(code(whole.append(line)));
    }
    return text + (said.hang_up ? ", and closes" : "");
}

std::string mechanisms(const smtp::persona& face) {
    if (!face.auth.mechanisms) return "every one";
    std::string all;
    for (const auto& one : *face.auth.mechanisms) all += (all.empty() ? "" : " ") + one.name;
    if (all.empty()) return "none";
    for (const auto& one : face.auth.also_listed) all += "; " + one + ", which is always refused";
    return all;
}

// Those who say the same, in the order of the catalogue.
struct speakers {
    std::string words;
    std::string names;
};

std::vector<speakers> speakers_of(smtp::reply_id said) {
    std::vector<speakers> all;
    for (const auto name : personas::names()) {
        auto text = words(personas::find(name)->replies.words(said));
        auto same = std::find_if(all.begin(), all.end(), [&](const speakers& one) { return one.words == text; });
        if (same == all.end()) same = all.insert(same, {std::move(text), {}});
        same->names += (same->names.empty() ? "" : ", ") + std::string(name);
    }
    return all;
}

}  // namespace

std::string personas_table() {
    std::string text = "| persona | greets with | mechanisms |\n|---|---|---|\n";
    for (const auto name : personas::names()) {
        const auto face = personas::find(name);
        text += "| `" + std::string(name) + "` | " + words(face->replies.words(smtp::reply_id::banner)) + " | " +
                mechanisms(*face) + " |\n";
    }
    return text;
}

std::string presets_table() {
    std::string text = "| preset | says | as |\n|---|---|---|\n";
    for (const auto& preset : mocksmtp::rules::presets()) {
        std::string_view name = preset.name;
        for (const speakers& one : speakers_of(preset.reply)) {
            text += "| " + (name.empty() ? "" : "`" + std::string(name) + "`") + " | " + one.words + " | " + one.names +
                    " |\n";
            name = {};
        }
    }
    return text;
}

}  // namespace api::program
