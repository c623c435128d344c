#include "api/json/reply_json.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "mocksmtp/rules/preset.hpp"

namespace api::json {

namespace rules = mocksmtp::rules;
namespace smtp = mocksmtp::smtp;

namespace {

constexpr std::array<std::string_view, 5> keys = {"code", "enhanced", "text", "raw", "preset"};
constexpr std::string_view example = R"("451 4.7.1 Greylisted")";

bool is_line(std::string_view text) { return text.find_first_of(std::string_view("\0\r\n", 3)) == text.npos; }

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (true) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == text.npos) return lines;
        text.remove_prefix(end + 1);
    }
}

bool are_lines(const written& from, const std::vector<std::string>& lines) {
    if (std::ranges::all_of(lines, is_line)) return true;
    from.complain(R"(lines without CR and NUL, ended by LF alone; {"raw": ...} sends octets as they are)");
    return false;
}

std::optional<rules::answer> reply_of_text(const written& from) {
    const auto& text = from.what().get_ref<const std::string&>();
    auto parsed = smtp::parse_reply(text);
    if (!parsed) {
        from.complain("a reply: its code (200 to 599), a blank and the text, such as " + std::string(example));
        return std::nullopt;
    }
    if (!are_lines(from, parsed->lines.get())) return std::nullopt;
    const std::string code = text.substr(0, 3);
    for (const std::string_view line : std::span(parsed->lines.get()).subspan(1)) {
        if (!line.starts_with(code + ' ') && !line.starts_with(code + '-')) continue;
        from.complain(R"(further lines without their code, which is put in front of each: "451 4.7.1 one\ntwo")");
        return std::nullopt;
    }
    return *std::move(parsed);
}

std::optional<smtp::enhanced_code> enhanced_of(const written& from) {
    if (from.what().is_null()) return std::nullopt;
    if (from.what().is_string()) {
        const auto parsed =
            smtp::parse_reply(std::to_string(smtp::reply{}.code) + ' ' + from.what().get<std::string>());
        if (parsed && parsed->enhanced && parsed->lines == std::vector<std::string>{""}) return parsed->enhanced;
    }
    from.complain("an enhanced status code, such as \"4.7.1\"");
    return std::nullopt;
}

std::vector<std::string> text_lines_of(const written& from) {
    std::vector<std::string> lines;
    if (from.what().is_string()) {
        lines = split_lines(from.what().get_ref<const std::string&>());
        are_lines(from, lines);
    } else if (!from.what().is_array()) {
        from.complain("a string, or a list of lines");
    } else {
        from.elements([&lines](const written& each) {
            if (each.what().is_string() && is_line(each.what().get_ref<const std::string&>()))
                lines.push_back(each.what().get<std::string>());
            else
                each.complain("one line, without CR, LF and NUL");
        });
    }
    return lines;
}

// What octets are taken for that nobody says it of: the code they begin with, else the usual one.
int code_of(const std::string& raw) { return smtp::raw_reply(raw).code; }

int read_code(const written& from) {
    const auto code = whole_number(from.what());
    if (code && *code >= 0 && *code <= smtp::highest_code && smtp::is_reply_code(static_cast<int>(*code)))
        return static_cast<int>(*code);
    from.complain("a reply code, 200 to 599");
    return smtp::reply{}.code;
}

std::optional<rules::answer> preset_of(const written& from) {
    std::vector<word<smtp::reply_id>> words;
    for (const auto& row : rules::presets()) words.push_back({row.name, row.reply});
    const auto id = from.one_of(words);
    return id ? std::optional<rules::answer>(*id) : std::nullopt;
}

// Keys that do not go together with the one that was found.
void refuse_beside(const written& from, std::string_view found, std::initializer_list<std::string_view> others) {
    for (const auto other : others)
        if (from.what().contains(other))
            from.complain_at(other, "does not stand beside \"" + std::string(found) + "\"");
}

smtp::reply raw_of(const written& from) {
    smtp::reply made;
    refuse_beside(from, "raw", {"enhanced", "text", "preset"});
    auto octets = from.member("raw").text().value_or("");
    made.code = from.what().contains("code") ? read_code(from.member("code")) : code_of(octets);
    made.raw = std::move(octets);
    return made;
}

smtp::reply reply_of_members(const written& from) {
    smtp::reply made;
    if (from.what().contains("code"))
        made.code = read_code(from.member("code"));
    else
        from.complain(R"(a reply as an object needs "code", "raw" or "preset")");
    if (from.what().contains("enhanced")) made.enhanced = enhanced_of(from.member("enhanced"));
    if (from.what().contains("text")) made.lines = text_lines_of(from.member("text"));
    return made;
}

value shown(const smtp::reply& what) {
    value made = value::object();
    if (!what.raw.empty()) {
        const std::string octets(what.raw.view());
        made["raw"] = octets;
        if (what.code != code_of(octets)) made["code"] = what.code;
        return made;
    }
    std::string text = std::to_string(what.code);
    if (what.enhanced) text += ' ' + what.enhanced->text();
    for (std::size_t i = 0; i < what.lines.size(); ++i) text += (i == 0 ? ' ' : '\n') + what.lines[i];
    if (smtp::parse_reply(text) == what && std::ranges::all_of(what.lines, is_line)) return text;
    made["code"] = what.code;
    if (what.enhanced) made["enhanced"] = what.enhanced->text();
    if (what.lines.size() == 1)
        made["text"] = what.lines.front();
    else if (!what.lines.empty())
        made["text"] = what.lines.get();
    return made;
}

}  // namespace

std::optional<rules::answer> answer_of(const written& from) {
    if (from.what().is_string()) return reply_of_text(from);
    if (!from.what().is_object()) {
        from.complain("a reply as a string, such as " + std::string(example) + ", or an object");
        return std::nullopt;
    }
    const auto before = from.mistakes().size();
    for (const auto& [key, item] : from.what().items())
        if (std::ranges::find(keys, key) == keys.end()) from.unknown_key(key, keys);
    std::optional<rules::answer> made;
    if (from.what().contains("preset")) {
        refuse_beside(from, "preset", {"code", "enhanced", "text", "raw"});
        made = preset_of(from.member("preset"));
    } else {
        made = from.what().contains("raw") ? raw_of(from) : reply_of_members(from);
    }
    return from.mistakes().size() == before ? made : std::nullopt;
}

value to_json(const rules::answer& what) {
    if (const auto* reply = std::get_if<smtp::reply>(&what)) return shown(*reply);
    const auto id = std::get<smtp::reply_id>(what);
    if (const auto name = rules::preset_name(id)) return {{"preset", *name}};
    return shown(smtp::reply_book().say(id));  // the program's own rules can name more than presets
}

}  // namespace api::json
