#include "api/program/config_file.hpp"

#include <algorithm>
#include <exception>
#include <set>

#include <nlohmann/json.hpp>

#include "api/json/option_json.hpp"
#include "api/json/parse.hpp"
#include "api/program/files.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::program {
namespace {

using mocksmtp::option_reach;
using mocksmtp::option_row;
using nlohmann::ordered_json;
namespace base = mocksmtp::base;

struct too_deep : std::exception {};

// "line 3, column 5" of an octet.
std::string position(std::string_view text, std::size_t octet) {
    const auto before = text.substr(0, std::min(octet, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') + 1);  // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

// The parser's sentence without its own name and position.
std::string reason(const ordered_json::parse_error& error) {
    const std::string_view what = error.what();
    const auto column = what.find("column ");
    const auto begin = column == what.npos ? what.npos : what.find(": ", column);
    return api::json::without_quotation(begin == what.npos ? what : what.substr(begin + 2));
}

class reader {
public:
    explicit reader(const std::string& name) : name_(name), all_{.source = "file " + name} {}

    layer read(std::string_view text) {
        const auto parsed = parse(text);
        if (!all_.problems.empty()) return std::move(all_);
        if (!parsed.is_object()) {
            complain("", "expected an object with settings");
            return std::move(all_);
        }
        for (const auto& [key, value] : parsed.items()) read_key(key, value);
        return std::move(all_);
    }

private:
    void complain(const std::string& where, const std::string& what) {
        all_.problems.push_back(mocksmtp::base::printable(name_ + ": " + where + (where.empty() ? "" : ": ") + what));
    }

    ordered_json parse(std::string_view text) {
        if (const auto at = api::json::find_nul(text); at != text.npos) {
            complain(position(text, at), "a NUL stands here");
            return {};
        }
        std::vector<std::set<std::string>> keys;  // of the objects that are open
        std::string setting;
        const auto watch = [&](int depth, ordered_json::parse_event_t event, const ordered_json& value) {
            if (depth > api::json::max_depth) throw too_deep();
            if (event == ordered_json::parse_event_t::object_start) keys.emplace_back();
            if (event == ordered_json::parse_event_t::object_end) keys.pop_back();
            if (event != ordered_json::parse_event_t::key) return true;
            const auto key = value.get<std::string>();
            if (depth == 1) setting = "/" + key;
            if (keys.back().insert(key).second) return true;
            complain(setting, depth == 1 ? "stands there twice" : "the key \"" + key + "\" stands twice in one object");
            return true;
        };
        try {
            return ordered_json::parse(text, watch, true, true);
        } catch (const ordered_json::parse_error& error) {
            complain(position(text, error.byte == 0 ? 0 : error.byte - 1), reason(error));
        } catch (const too_deep&) {
            complain("", "nested too deeply");
        }
        return {};
    }

    void read_key(const std::string& key, const ordered_json& value) {
        std::vector<std::string> known;
        for (const auto& row : mocksmtp::option_table()) {
            if (row.reach != option_reach::everywhere) continue;
            known.push_back(file_key(row));
            if (known.back() == key) return read_values(row, "/" + key, value);
        }
        const std::vector<std::string_view> views(known.begin(), known.end());
        const auto meant = base::nearest(key, views);
        complain("/" + base::printable(key),
                 "there is no such setting" + (meant ? "; did you mean " + *meant + "?" : ""));
    }

    void read_values(const option_row& row, const std::string& pointer, const ordered_json& value) {
        std::vector<api::json::mistake> mistakes;
        const auto texts = texts_of(row, api::json::written(value, pointer, mistakes));
        for (const auto& each : mistakes) complain(each.pointer, each.detail);
        if (!mistakes.empty()) return;
        setting found{&row, {}};
        for (const auto& each : texts) found.values.push_back(given(row, each));
        all_.settings.push_back(std::move(found));
    }

    given_value given(const option_row& row, const api::json::option_text& one) const {
        const auto place = name_ + ": " + one.pointer;
        if (row.json == mocksmtp::option_values::shape::json) return {one.text, place, one.from->is_object()};
        return {one.text, place + (row.secret ? "" : ": " + api::json::dump(*one.from))};
    }

    std::string name_;
    layer all_;
};

}  // namespace

layer read_config(std::string_view text, const std::string& name) { return reader(name).read(text); }

layer read_config_file(const std::string& path) {
    const auto content = read_file(path);
    if (const auto* failed = std::get_if<unreadable>(&content)) {
        return {.source = "file " + path, .settings = {}, .problems = {path + ": " + failed->why}, .warnings = {}};
    }
    return read_config(*std::get_if<std::string>(&content), path);
}

}  // namespace api::program
