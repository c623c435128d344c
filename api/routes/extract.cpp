#include "api/routes/extract.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "api/json/writer.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace mail = mocksmtp::mail;
namespace store = mocksmtp::store;

namespace {

struct searched {
    std::string_view name;
    std::string text;
};

// What of the message there is to look at.
std::vector<searched> texts_of(const store::message_record& of, std::string_view only) {
    std::vector<searched> texts;
    const auto add = [&](std::string_view name, const auto& text) {
        if (text && (only.empty() || only == name)) texts.push_back({name, std::string(*text)});
    };
    const auto shown = [](const std::optional<mail::decoded_body>& body) {
        return body ? std::optional<std::string_view>(body->text) : std::nullopt;
    };
    add("text", shown(of.view().text()));
    add("html", shown(of.view().html()));
    add("subject", of.view().subject());
    return texts;
}

response found_response(std::string_view in, const match::regex::match& found, bool as_text) {
    if (as_text) return text_response(200, std::string(found[found.size() > 1 ? 1 : 0].value_or("")));
    std::string made;
    json::writer to(made);
    to.object([&] {
        to.put("in", in);
        to.put("match", found.front());
        to.put("groups", std::vector(found.begin() + 1, found.end()));
    });
    return json_response(200, made + "\n");
}

// Its backslashes are those of whoever wrote it.
std::string shown_regex(std::string_view regex) {
    std::string shown;
    for (auto at = regex.find('\\'); at != regex.npos; at = regex.find('\\')) {
        shown += base::printable(regex.substr(0, at)) + '\\';
        regex.remove_prefix(at + 1);
    }
    return shown + base::printable(regex);
}

lack nothing_found(const std::vector<searched>& in, const extract_wanted& how) {
    std::string names;
    for (const searched& each : in) names += (names.empty() ? "" : ", ") + std::string(each.name);
    if (names.empty()) names = "no " + (how.in.empty() ? std::string("text, html or subject") : how.in);
    return {"match for " + shown_regex(how.as_written), "it was looked for in: " + names};
}

}  // namespace

std::variant<extract_wanted, json::problem> read_extract(const json::target& where, bool prefers_text) {
    const auto* regex = where.find("regex");
    const auto* in = where.find("in");
    const auto* as = where.find("as");
    std::vector<json::mistake> mistakes;
    if (regex == nullptr || regex->value.empty())
        mistakes.push_back(json::at_parameter("regex", "is needed: an RE2 expression, such as code: ([0-9]{6})"));
    else if (regex->doubtful_plus)
        mistakes.push_back(json::at_parameter("regex", json::doubtful_plus_text));
    if (in != nullptr && in->value != "text" && in->value != "html" && in->value != "subject")
        mistakes.push_back(json::at_parameter("in", "text, html or subject"));
    if (as != nullptr && as->value != "text" && as->value != "json")
        mistakes.push_back(json::at_parameter("as", "text or json"));
    if (regex == nullptr || !mistakes.empty()) return json::bad_request(std::move(mistakes));

    auto compiled = match::compile_regex(regex->value, match::letter_case::matters);
    if (const auto* wrong = std::get_if<match::regex_error>(&compiled)) {
        const std::string place = wrong->position ? ", at octet " + std::to_string(*wrong->position) : "";
        return json::bad_request({json::at_parameter("regex", wrong->reason + place)});
    }
    return extract_wanted{.wanted = std::get<match::regex>(std::move(compiled)),
                          .as_written = regex->value,
                          .in = in == nullptr ? "" : in->value,
                          .as_text = as == nullptr ? prefers_text : as->value == "text"};
}

piece extract(const store::message_record& of, const extract_wanted& how) {
    const auto texts = texts_of(of, how.in);
    for (const searched& each : texts)
        if (const auto found = how.wanted.first_in(each.text)) return found_response(each.name, *found, how.as_text);
    return nothing_found(texts, how);
}

}  // namespace api::routes
