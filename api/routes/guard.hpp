// Who may ask: the Host header, the bearer token, and state changes from foreign web pages.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/json/problem.hpp"
#include "api/json/target.hpp"
#include "api/routes/request.hpp"
#include "api/routes/surroundings.hpp"

namespace api::routes {

// A Host header (port or none) that no page on the internet can make a browser send here: an IP literal, localhost, a
// single label, a name that no public DNS answers for, or one of those allowed. This defeats DNS rebinding.
bool is_own_host(std::string_view host, std::span<const std::string> allowed);

// Nothing, or why the request is refused: 400, 401 or 403.
std::optional<json::problem> guard(const request& asked, const json::target& where, const surroundings& world);

}  // namespace api::routes
