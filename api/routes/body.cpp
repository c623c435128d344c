#include "api/routes/body.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "api/json/pointer.hpp"
#include "api/routes/lookup.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

bool is_json(const request& asked) {
    const auto type = asked.find("content-type");
    return type && base::iequals(base::trim(type->substr(0, type->find(';'))), "application/json");
}

}  // namespace

std::variant<json::value, json::problem> read_json(const request& asked) {
    const auto coding = asked.find("content-encoding");
    if (coding && !base::iequals(base::trim(*coding), "identity"))
        return json::problem{.status = 415, .detail = "send the body without a Content-Encoding"};
    if (!is_json(asked))
        return json::problem{.status = 415, .detail = "send the body with Content-Type: application/json"};
    auto parsed = json::parse(asked.body);
    if (auto* wrong = std::get_if<json::mistake>(&parsed)) return json::bad_request({std::move(*wrong)});
    return std::get<json::value>(std::move(parsed));
}

std::variant<json::value, json::problem> read_object(const request& asked, const std::string& example) {
    auto made = read_json(asked);
    const auto* body = std::get_if<json::value>(&made);
    if (body != nullptr && !body->is_object())
        return json::bad_request({json::at_pointer("", "an object, such as " + example)});
    return made;
}

std::optional<json::problem> check_format(const call& asked) {
    static constexpr std::array<std::string_view, 1> parameters = {"format"};
    if (auto wrong = check_parameters(asked, parameters)) return wrong;
    const auto* format = asked.where.find("format");
    if (format == nullptr || format->value == "text" || format->value == "json") return std::nullopt;
    return json::bad_request({json::at_parameter("format", "text or json")});
}

std::optional<bool> wants_text(const call& asked) {
    const auto* format = asked.where.find("format");
    return format == nullptr ? std::nullopt : std::optional(format->value == "text");
}

json::problem in_body(json::problem what) {
    for (auto& each : what.errors)
        if (!each.parameter.empty()) each.pointer = json::pointer_to("", std::exchange(each.parameter, {}));
    return what.errors.empty() ? what : json::bad_request(std::move(what.errors));
}

}  // namespace api::routes
