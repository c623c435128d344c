#include "api/routes/read_only.hpp"

#include <algorithm>
#include <array>

namespace api::routes {

namespace {

// Asked with a body, and yet only asked.
constexpr std::array<std::string_view, 3> questions = {"/v1/messages/search", "/v1/rules/check", "/v1/verify"};

}  // namespace

std::optional<json::problem> refuse_change(const route& wanted, const surroundings& world) {
    if (!world.read_only || wanted.method == "GET") return std::nullopt;
    if (wanted.method == "POST" && std::ranges::find(questions, wanted.path) != questions.end()) return std::nullopt;
    return json::problem{.status = 403,
                         .detail = "this mock was started with --read-only: what it shows stays as it is"};
}

}  // namespace api::routes
