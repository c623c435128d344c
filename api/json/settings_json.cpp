#include "api/json/settings_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "api/json/option_json.hpp"
#include "api/json/written.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_check.hpp"
#include "mocksmtp/options_table.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace sasl = mocksmtp::sasl;
using mocksmtp::listener_spec;
using mocksmtp::option_row;
using mocksmtp::program_options;
using mocksmtp::option_values::secrets;
using mocksmtp::option_values::shape;

namespace {

// What a listener may say for itself; the rows are those of the options of the same names.
constexpr std::array<std::string_view, 4> listener_options = {"persona", "mechanisms", "require-auth", "require-tls"};

// Those that are true or false, or nothing where the listener leaves it to the option for all.
struct listener_switch {
    std::string_view key;
    std::optional<bool> listener_spec::*own;
    bool mocksmtp::options::*as_option;
};
constexpr std::array<listener_switch, 2> listener_switches = {
    {{"require_auth", &listener_spec::require_auth, &mocksmtp::options::require_auth},
     {"require_tls", &listener_spec::require_tls, &mocksmtp::options::require_tls}}};

program_options options_of(const listener_spec& of) {
    program_options made;
    made.mock.persona = of.persona;
    made.mock.mechanisms = of.mechanisms;
    for (const listener_switch& each : listener_switches) made.mock.*each.as_option = (of.*each.own).value_or(false);
    return made;
}

// What the listener says for itself, with these members of a change that has been read.
void change(listener_spec& of, const value& members, const program_options& read, const listener_spec& configured) {
    of.persona = read.mock.persona;
    of.mechanisms = read.mock.mechanisms;
    for (const listener_switch& each : listener_switches) {
        const auto given = members.find(each.key);
        if (given == members.end()) continue;
        of.*each.own = given->is_null() ? configured.*each.own : read.mock.*each.as_option;
    }
}

void restore(listener_spec& of, const listener_spec& configured) {
    of.persona = configured.persona;
    of.mechanisms = configured.mechanisms;
    for (const listener_switch& each : listener_switches) of.*each.own = configured.*each.own;
}

std::vector<const option_row*> live_rows() {
    std::vector<const option_row*> rows;
    for (const option_row& each : mocksmtp::option_table())
        if (each.live) rows.push_back(&each);
    return rows;
}

std::vector<const option_row*> listener_rows() {
    std::vector<const option_row*> rows;
    rows.reserve(std::size(listener_options));
    for (const auto name : listener_options) rows.push_back(mocksmtp::find_option(name));
    return rows;
}

value shown(const option_row& row, const program_options& all, const showing& how) {
    const auto texts = row.show(all, secrets::shown);
    if (row.secret && !texts.empty()) return secret_of(texts.front(), how);
    return value_of(row, texts);
}

value listener_to_json(const listener_spec& of, const showing& how) {
    value made;
    for (const option_row* each : listener_rows()) made[file_key(*each)] = shown(*each, options_of(of), how);
    for (const listener_switch& each : listener_switches)
        if (!(of.*each.own)) made[std::string(each.key)] = nullptr;
    return made;
}

// A configuration file may write any value as on the command line; here a switch is true or false and a number a
// number. With a unit ("10 MiB") a size is text.
bool is_quoted(const option_row& row, const value& given) {
    if (!given.is_string()) return false;
    return row.json == shape::toggle ||
           (row.json == shape::number && base::is_digits(given.get_ref<const std::string&>()));
}

// What is said at the start, in the words of settings: relay, not --relay.
std::string in_keys(std::string detail) {
    for (const option_row* each : live_rows()) {
        const std::string flag = "--" + std::string(each->name);
        for (auto at = detail.find(flag); at != detail.npos; at = detail.find(flag, at + 1)) {
            const auto end = at + flag.size();
            if (end < detail.size() && (base::is_alphanumeric(detail[end]) || detail[end] == '-')) continue;
            detail.replace(at, flag.size(), file_key(*each));
        }
    }
    return detail;
}

// The same without the key itself, which the pointer names.
std::string without_key(const std::string& detail, const std::string& key) {
    const std::string front = key + ": ";
    return detail.starts_with(front) ? detail.substr(front.size()) : detail;
}

// Complaints about options end with what may have been meant.
mistake told_at(std::string pointer, std::string what) {
    constexpr std::string_view question = "; did you mean ";
    const auto begin = what.rfind(question);
    if (begin == what.npos || !what.ends_with('?')) return at_pointer(std::move(pointer), std::move(what));
    const auto word = begin + question.size();
    return at_pointer(std::move(pointer), what.substr(0, begin), what.substr(word, what.size() - 1 - word));
}

void complain(const written& where, std::string what) {
    mistake one = told_at({}, std::move(what));
    where.complain(std::move(one.detail), std::move(one.did_you_mean));
}

class reader {
public:
    explicit reader(const known_settings& known)
        : known_(known), now_{.mock = known.in_force}, configured_{.mock = known.configured} {}

    std::variant<mocksmtp::options, std::vector<mistake>> read(const value& body) {
        read_members(written(body, "", mistakes_), live_rows(), now_, configured_, "listeners");
        if (body.contains("listeners")) read_listeners(written(body, "", mistakes_).member("listeners"));
        if (mistakes_.empty()) check();
        if (!mistakes_.empty()) return std::move(mistakes_);
        return std::move(now_.mock);
    }

private:
    // `other` is a key that is no option.
    void read_members(const written& from, const std::vector<const option_row*>& rows, program_options& into,
                      const program_options& configured, std::string_view other) {
        std::vector<std::string> keys;
        keys.reserve(rows.size());
        for (const option_row* each : rows) keys.push_back(file_key(*each));
        if (!other.empty()) keys.emplace_back(other);
        for (const auto& [key, item] : from.what().items()) {
            const auto at = std::ranges::find(keys, key);
            if (at == keys.end())
                refuse_key(from, key, keys);
            else if (key != other)
                read_option(from.member(key), *rows[static_cast<std::size_t>(at - keys.begin())], into, configured);
        }
    }

    static void refuse_key(const written& from, const std::string& key, const std::vector<std::string>& keys) {
        for (const option_row& each : mocksmtp::option_table())
            if (file_key(each) == key)
                return from.complain_at(key, each.live ? "is one for all listeners" : "is fixed at the start");
        const std::vector<std::string_view> views(keys.begin(), keys.end());
        from.unknown_key(key, views);
    }

    static void read_option(const written& given, const option_row& row, program_options& into,
                            const program_options& configured) {
        if (given.what().is_null()) return row.copy(into, configured);
        if (is_quoted(row, given.what()))
            return given.complain(row.json == shape::toggle ? "true or false, without quotes"
                                                            : "a number, without quotes");
        const auto before = given.mistakes().size();
        const auto values = texts_of(row, given);
        if (given.mistakes().size() != before || given.is_enough()) return;
        std::vector<std::string> texts;
        texts.reserve(values.size());
        for (const option_text& each : values) texts.push_back(each.text);
        const auto refused = row.assign(into, texts);
        if (!refused) return;
        const bool one = refused->index < values.size();
        const written place(one ? *values[refused->index].from : given.what(),
                            one ? values[refused->index].pointer : given.at(), given.mistakes());
        complain(place, refused->what);
    }

    void read_listeners(const written& given) {
        auto& listeners = now_.mock.listen;
        std::vector<std::string_view> names;
        names.reserve(listeners.size());
        for (const listener_spec& each : listeners) names.push_back(each.name);
        if (!given.what().is_object()) return given.complain(R"(an object, such as {"smtp": {"require_auth": true}})");
        for (const auto& [name, item] : given.what().items()) {
            const auto at = std::ranges::find(listeners, name, &listener_spec::name);
            if (at == listeners.end())
                given.complain_at(name, "there is no such listener", base::nearest(name, names).value_or(""));
            else
                read_listener(given.member(name), *at);
        }
    }

    void read_listener(const written& given, listener_spec& into) {
        const auto& all = configured_.mock.listen;
        const auto at = std::ranges::find(all, into.name, &listener_spec::name);
        const listener_spec configured = at == all.end() ? listener_spec() : *at;
        if (given.what().is_null()) return restore(into, configured);
        if (!given.what().is_object()) return given.complain(R"(an object, such as {"require_auth": true})");
        program_options made = options_of(into);
        read_members(given, listener_rows(), made, options_of(configured), "");
        change(into, given.what(), made, configured);
    }

    // The options as they would be, with those who can log in now.
    void check() {
        mocksmtp::options all = now_.mock;
        all.user_mechanisms.clear();
        all.users.clear();
        for (const sasl::account& each : known_.users.accounts) all.users.push_back({.name = each.name});
        for (mocksmtp::contradiction& found : contradictions(all)) {
            const option_row* row = mocksmtp::find_option(found.option);
            const bool is_key = row != nullptr && row->live;
            const std::string key = is_key ? file_key(*row) : found.option == "listen" ? "listeners" : "";
            std::string detail = in_keys(std::move(found.detail));
            detail = without_key(detail, key == "listeners" ? "--listen" : key);
            mistakes_.push_back(told_at(key.empty() ? "" : "/" + key, std::move(detail)));
        }
    }

    const known_settings& known_;
    program_options now_, configured_;
    std::vector<mistake> mistakes_;
};

}  // namespace

value settings_to_json(const mocksmtp::options& in_force, const showing& how) {
    const program_options all{.mock = in_force};
    value made;
    for (const option_row* each : live_rows()) made[file_key(*each)] = shown(*each, all, how);
    value listeners = value::object();
    for (const listener_spec& one : in_force.listen) listeners[one.name] = listener_to_json(one, how);
    made["listeners"] = std::move(listeners);
    return made;
}

std::variant<mocksmtp::options, std::vector<mistake>> changed_settings(const known_settings& known, const value& body) {
    return reader(known).read(body);
}

}  // namespace api::json
