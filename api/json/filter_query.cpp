#include "api/json/filter_query.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "api/json/query_operators.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/field_table.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;

namespace {

// A parameter's name taken apart.
struct condition_name {
    bool must = false;
    match::field on;
    const query_operator* how = nullptr;
};

mistake at(const query_parameter& given, std::string detail, std::string did_you_mean = {}) {
    return at_parameter(base::printable(given.name), std::move(detail), std::move(did_you_mean));
}

// A comma in an address stands in quotes (RFC 5321 4.1.2).
bool is_list_of_addresses(std::string_view value) {
    return value.find(',') != std::string_view::npos && value.find('"') == std::string_view::npos;
}

class reader {
public:
    reader(match::item_kind kind, std::span<const std::string_view> controls) : kind_(kind), controls_(controls) {}

    void read(const target& asked) {
        std::vector<const query_parameter*> done;
        for (const auto& each : asked.query) {
            if (std::find(controls_.begin(), controls_.end(), each.name) != controls_.end()) continue;
            const bool seen =
                std::any_of(done.begin(), done.end(), [&](auto* other) { return other->name == each.name; });
            if (seen) continue;
            done.push_back(&each);
            std::vector<const query_parameter*> same;
            for (const auto& other : asked.query)
                if (other.name == each.name) same.push_back(&other);
            read_one(same);
        }
    }
    filters take() { return std::move(made_); }

private:
    void read_one(const std::vector<const query_parameter*>& same) {
        const query_parameter& first = *same.front();
        const auto name = parse_name(first);
        if (!name) return;
        std::vector<std::string> values;
        for (const auto* each : same) {
            auto value = value_of(*each, *name);
            if (!value) return;
            values.push_back(std::move(*value));
        }
        add(first, *name, values);
    }

    std::optional<condition_name> parse_name(const query_parameter& given) {
        condition_name made;
        std::string_view name = given.name;
        if (name.starts_with("must.")) made.must = true, name.remove_prefix(5);
        made.how = find_operator("equals");
        const auto dot = name.rfind('.');
        if (dot != std::string_view::npos) {
            if (const auto* how = find_operator(name.substr(dot + 1))) made.how = how, name = name.substr(0, dot);
        }
        auto field = match::parse_field(name, kind_);
        if (auto* known = std::get_if<match::field>(&field)) {
            if (known->id == match::field_id::headers && complain_about_header(given, name)) return std::nullopt;
            made.on = std::move(*known);
            return made;
        }
        complain_about_name(given, name, std::get<match::unknown_field>(field));
        return std::nullopt;
    }

    // Two operators in a row, "subject.not.contains": JSON nests them, names of parameters do not.
    bool complain_about_two(const query_parameter& given, std::string_view field, std::string_view first) {
        const auto second = given.name.substr(given.name.rfind('.') + 1);
        if (find_operator(first) == nullptr || find_operator(second) == nullptr || !given.name.ends_with(second))
            return false;
        complain(given, "a parameter takes one operator; a call with a JSON body nests them: {\"" + std::string(field) +
                            "\": {\"" + std::string(first) + "\": {\"" + second + "\": ...}}}");
        return true;
    }

    // "headers.x-tenant.contians": a header may be called so, but hardly ever is.
    bool complain_about_header(const query_parameter& given, std::string_view name) {
        const auto dot = name.rfind('.');
        const auto header = name.substr(0, dot), label = name.substr(dot + 1);
        if (header.find('.') == std::string_view::npos) return false;
        if (complain_about_two(given, header, label)) return true;
        const auto meant = operator_meant_by(label);
        if (!meant) return false;
        const auto begin = static_cast<std::size_t>(label.data() - given.name.data());
        complain(given,
                 "unknown operator " + base::printable(label) +
                     "; a header with a name like that can be asked for in a call with a JSON body",
                 given.name.substr(0, begin) + *meant + given.name.substr(begin + label.size()));
        return true;
    }

    void complain_about_name(const query_parameter& given, std::string_view name, const match::unknown_field& unknown) {
        // What stands around the name in what was meant, too: "must.", and an operator.
        const auto begin = static_cast<std::size_t>(name.data() - given.name.data());  // it is a part of that
        const auto in_place = [&](const std::string& meant) {
            return meant.empty() ? meant : given.name.substr(0, begin) + meant + given.name.substr(begin + name.size());
        };
        // "subject.contain": the field is right, the operator is not; but "tls.version" is tls_version.
        const auto dot = name.rfind('.');
        std::string joined(name);
        std::ranges::replace(joined, '.', '_');
        if (dot != std::string_view::npos && joined != unknown.did_you_mean &&
            std::holds_alternative<match::field>(match::parse_field(name.substr(0, dot)))) {
            if (complain_about_two(given, name.substr(0, dot), name.substr(dot + 1))) return;
            const auto near = operator_meant_by(name.substr(dot + 1));
            made_.mistakes.push_back(at(given,
                                        "unknown operator; there are equals, contains, prefix, suffix, glob, regex, "
                                        "in, not, present, gt, lt, ignore_case, only, all, exactly, none",
                                        in_place(near ? std::string(name.substr(0, dot + 1)) + *near : std::string())));
            return;
        }
        if (complain_about_control(given)) return;
        const auto control = base::nearest(given.name, controls_);
        const auto score = [&](const std::string& word) {
            return word.empty() ? 99 : base::edit_distance(word, given.name);
        };
        const bool is_control = control && score(*control) <= score(unknown.did_you_mean);
        made_.mistakes.push_back(
            at(given, "unknown parameter: " + unknown.detail, is_control ? *control : in_place(unknown.did_you_mean)));
    }

    // What lists have, and calls that answer with one item do not.
    bool complain_about_control(const query_parameter& given) {
        constexpr std::array<std::string_view, 4> of_lists = {"count", "order", "limit", "page"};
        if (kind_ != match::item_kind::message || std::ranges::find(of_lists, given.name) == of_lists.end())
            return false;
        complain(given, "this call takes no " + given.name + "; the list of messages does");
        return true;
    }

    std::optional<std::string> value_of(const query_parameter& given, const condition_name& name) {
        const auto type = match::type_of(name.on);
        const bool address = type == match::field_type::address || name.on.id == match::field_id::mailboxes;
        std::string value = address ? given.value_with_plus : given.value;
        if (value.empty()) {
            complain(given,
                     "the value is empty; name.present=false asks for items that do not have it, and from=<> for the "
                     "null sender");
            return std::nullopt;
        }
        if (address && value.find(' ') != std::string::npos) {
            complain(given, "no address contains a space; write %2B for a plus sign");
            return std::nullopt;
        }
        if (given.doubtful_plus && !address && name.how->name == "regex") {
            complain(given, doubtful_plus_text);
            return std::nullopt;
        }
        if (name.how->name == "present" && value != "true" && value != "false") {
            complain(given, "true or false");
            return std::nullopt;
        }
        if (address && is_list_of_addresses(value) && name.how->takes_whole_values()) {
            complain(given, "one address; a list is written by repeating the parameter: " + given.name + "=...&" +
                                given.name + "=...");
            return std::nullopt;
        }
        if (name.how->name == "ignore_case" && (value == "true" || value == "false")) {
            complain(given,
                     "the text itself, as in subject.ignore_case=hello; a call with a JSON body takes it as a flag "
                     "beside another operator");
            return std::nullopt;
        }
        if (address && value == "<>") value.clear();
        return value;
    }

    void add(const query_parameter& given, const condition_name& name, const std::vector<std::string>& values) {
        if (auto misplaced = match::why_unknown(name.on, kind_); !misplaced.empty())
            return complain(given, std::move(misplaced));
        if (!name.must || name.how->is_list) return add_condition(given, name, values);
        // What is looked for may be any of them; what must hold are requirements, one by one.
        for (const auto& value : values) add_condition(given, name, {value});
    }

    void add_condition(const query_parameter& given, const condition_name& name,
                       const std::vector<std::string>& values) {
        match::pattern wanted;
        if (name.how->is_list || values.size() == 1) {
            for (const auto& value : values) name.how->put(wanted, value);
        } else {
            for (const auto& value : values) name.how->put(wanted.any_of.emplace_back(), value);
        }
        auto compiled = match::compile(name.on, std::move(wanted), kind_);
        if (auto* wrong = std::get_if<match::pattern_error>(&compiled))
            return complain(given, wrong->detail, wrong->did_you_mean);
        (name.must ? made_.must : made_.which).add(name.on, std::move(std::get<match::matcher>(compiled)));
    }

    void complain(const query_parameter& given, std::string detail, std::string did_you_mean = {}) {
        made_.mistakes.push_back(at(given, std::move(detail), std::move(did_you_mean)));
    }

    match::item_kind kind_;
    std::span<const std::string_view> controls_;
    filters made_;
};

}  // namespace

filters parse_filters(const target& asked, match::item_kind kind, std::span<const std::string_view> controls) {
    reader read(kind, controls);
    read.read(asked);
    return read.take();
}

}  // namespace api::json
