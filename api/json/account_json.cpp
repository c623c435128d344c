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

mistake at(std::string pointer, std::string detail, std::string did_you_mean = {}) {
    return {.parameter = {},
            .pointer = std::move(pointer),
            .detail = std::move(detail),
            .did_you_mean = std::move(did_you_mean)};
}

// Reads one account, gathering what is wrong.
class reader {
public:
    reader(const std::string& name, base::timestamp now) : now_(now) { made_.name = name; }

    void take(const std::string& key, const value& item) {
        if (key == "password") return take_password("/password", item);
        if (key == "passwords") return take_passwords(item);
        if (key == "mechanisms") return take_mechanisms(item);
        if (key == "valid_for") return take_length(item);
        if (key != "enabled")
            return wrong("/" + base::printable(key), "unknown key", base::nearest(key, keys).value_or(""));
        if (!item.is_boolean()) return wrong("/enabled", "true or false");
        made_.enabled = item.get<bool>();
    }

    std::variant<sasl::account, std::vector<mistake>> done() {
        if (made_.passwords.empty() && mistakes_.empty()) wrong("/password", "an account needs one, or \"passwords\"");
        if (!mistakes_.empty()) return std::move(mistakes_);
        return std::move(made_);
    }

private:
    void wrong(std::string pointer, std::string detail, std::string did_you_mean = {}) {
        mistakes_.push_back(at(std::move(pointer), std::move(detail), std::move(did_you_mean)));
    }

    void take_password(const std::string& pointer, const value& item) {
        if (!item.is_string() || item.get_ref<const std::string&>().empty())
            return wrong(pointer, "a password is a string that is not empty");
        made_.passwords.push_back(item.get<std::string>());
    }

    void take_length(const value& item) {
        if (const auto length = written(item, "/valid_for", mistakes_).duration()) made_.valid_until = now_ + *length;
    }

    void take_passwords(const value& list) {
        if (!list.is_array() || list.empty())
            return wrong("/passwords", "a list of passwords, such as [\"one\", \"two\"]");
        for (std::size_t i = 0; i < list.size(); ++i) take_password("/passwords/" + std::to_string(i), list[i]);
    }

    void take_mechanisms(const value& list) {
        if (!list.is_array())
            return wrong("/mechanisms", "a list of names, such as [\"PLAIN\"]; an empty one allows all");
        for (std::size_t i = 0; i < list.size(); ++i) take_mechanism("/mechanisms/" + std::to_string(i), list[i]);
    }

    void take_mechanism(const std::string& pointer, const value& item) {
        if (!item.is_string()) return wrong(pointer, "the name of a mechanism");
        const auto& name = item.get_ref<const std::string&>();
        if (const auto* row = sasl::find(name)) return void(made_.mechanisms.emplace_back(row->name));
        std::vector<std::string_view> names;
        for (const auto& row : sasl::catalogue()) names.push_back(row.name);
        wrong(pointer, "\"" + base::printable(name) + "\" is not a mechanism here",
              base::nearest(name, names).value_or(""));
    }

    base::timestamp now_;
    sasl::account made_;
    std::vector<mistake> mistakes_;
};

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
    reader reading(name, now);
    for (const auto& [key, item] : body.items()) reading.take(key, item);
    return reading.done();
}

}  // namespace api::json
