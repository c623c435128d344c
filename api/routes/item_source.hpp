// A list of items as a body made piece by piece.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "api/json/show.hpp"
#include "api/routes/response.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// One item as JSON; null where it is gone.
json::value show_item(const mocksmtp::store::scope& in, mocksmtp::match::item_kind what, std::uint64_t number,
                      const json::showing& how);

struct item_list {
    mocksmtp::match::item_kind what = mocksmtp::match::item_kind::message;
    std::vector<std::uint64_t> numbers;
    json::value head;  // an object; what stands before the items
    json::showing how;
};

// What is deleted or reset away while the answer is on its way is left out of it.
std::shared_ptr<body_source> make_item_source(const mocksmtp::store::scope& in, item_list list);

}  // namespace api::routes
