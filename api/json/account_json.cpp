#include "api/json/account_json.hpp"

#include <array>
#include <utility>

#include "api/json/written.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/catalogue.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace sasl = mocksmtp::sasl;

namespace {

constexpr std::array<std::string_view, 5> keys = {"password", "passwords", "mechanisms", "enabled", "valid_for"};

std::string password_of(const written& from) {
    if (from.what().is_string() && !from.what().get_ref<const std::string&>().empty())
        return from.what().get<std::string>();
    from.complain("a password is a string that is not empty");
    return {};
}

std::vector<std::string> passwords_of(const written& from) {
    std::vector<std::string> made;
    if (!from.what().is_array() || from.what().empty())
        from.complain("a list of passwords, such as [\"one\", \"two\"]");
    else
        from.elements([&made](const written& each) { made.push_back(password_of(each)); });
    return made;
}

void read_mechanism(std::vector<std::string>& into, const written& from) {
    if (!from.what().is_string()) return from.complain("the name of a mechanism");
    const auto& name = from.what().get_ref<const std::string&>();
    if (const auto* row = sasl::find(name)) return void(into.emplace_back(row->name));
    std::vector<std::string_view> names;
    for (const auto& row : sasl::catalogue()) names.push_back(row.name);
    from.complain("\"" + base::printable(name) + "\" is not a mechanism here", base::nearest(name, names).value_or(""));
}

void read_mechanisms(std::vector<std::string>& into, const written& from) {
    if (!from.what().is_array()) return from.complain("a list of names, such as [\"PLAIN\"]; an empty one allows all");
    from.elements([&into](const written& each) { read_mechanism(into, each); });
}

void take(sasl::account& into, std::string_view key, const written& item, base::timestamp now) {
    if (key == "password") {
        into.passwords.push_back(password_of(item));
    } else if (key == "passwords") {
        for (auto& each : passwords_of(item)) into.passwords.push_back(std::move(each));
    } else if (key == "mechanisms") {
        read_mechanisms(into.mechanisms, item);
    } else if (key == "enabled") {
        into.enabled = item.flag().value_or(into.enabled);
    } else if (const auto length = item.duration()) {
        into.valid_until = now + *length;
    }
}

}  // namespace

value to_json(const sasl::account& what, const showing& how) {
    value passwords = value::array();
    for (const std::string& each : what.passwords) passwords.push_back(secret_of(each, how));
    return {{"name", text_of(what.name)},
            {"passwords", std::move(passwords)},
            {"mechanisms", list_of(what.mechanisms)},
            {"enabled", what.enabled},
            {"valid_until", what.valid_until ? value(base::format_time(*what.valid_until)) : value(nullptr)}};
}

std::variant<sasl::account, std::vector<mistake>> account_of(const std::string& name, const value& body,
                                                             base::timestamp now) {
    sasl::account made;
    made.name = name;
    std::vector<mistake> mistakes;
    const written from(body, "", mistakes);
    from.members(keys, [&](std::string_view key, const written& item) { take(made, key, item, now); });
    if (made.passwords.empty() && mistakes.empty())
        from.complain_at("password", "an account needs one, or \"passwords\"");
    if (!mistakes.empty()) return mistakes;
    return made;
}

}  // namespace api::json
