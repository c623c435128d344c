// Ids in paths, and calls that take no parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "api/json/list_query.hpp"
#include "api/routes/route.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

inline std::optional<json::problem> check_parameters(const call& asked, std::span<const std::string_view> known) {
    auto mistakes = json::check_parameters(asked.where, known);
    if (mistakes.empty()) return std::nullopt;
    return json::bad_request(std::move(mistakes));
}

inline std::optional<json::problem> check_no_parameters(const call& asked) { return check_parameters(asked, {}); }

// The id in the path, of something that is there; or 404.
template <class id_type>
std::variant<id_type, json::problem> look_up(const call& asked, std::string_view what) {
    const std::string& text = asked.ids.front();
    const auto id = id_type::parse(text);
    if (id && asked.world.scope.find(*id) != nullptr) return *id;
    json::problem missing{.status = 404,
                          .detail = "there is no " + std::string(what) + " " + mocksmtp::base::printable(text)};
    if (!id) missing.detail += "; ids look like " + id_type{1}.text();
    return missing;
}

}  // namespace api::routes
