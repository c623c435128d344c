// A list of items as a body made piece by piece.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "api/json/show.hpp"
#include "api/routes/response.hpp"
#include "api/routes/search.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// So many octets and the item that goes beyond them are one piece of a long answer: about 20 microseconds of work.
inline constexpr std::size_t piece_size = 2048;

// Writes one item; false, and nothing written, where it is gone.
bool show_item(json::writer to, const mocksmtp::store::scope& in, mocksmtp::match::item_kind what, std::uint64_t number,
               const json::showing& how);

// The same as text; empty where it is gone.
std::string item_text(const mocksmtp::store::scope& in, mocksmtp::match::item_kind what, std::uint64_t number,
                      const json::showing& how);

// A list as it is asked for; what it shows is looked for first, or was found already.
struct item_list {
    mocksmtp::match::item_kind what = mocksmtp::match::item_kind::message;
    std::string cursor;  // where the journal stood
    json::showing how;
    std::variant<search, search_result> items;
};

// What is deleted or reset away while the answer is on its way is left out of it.
std::shared_ptr<body_source> make_item_source(const mocksmtp::store::scope& in, item_list list);

}  // namespace api::routes
