// Lists of items: filters, expectations and waiting, the same for every kind.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "api/json/list_query.hpp"
#include "api/json/show.hpp"
#include "api/routes/route.hpp"
#include "api/routes/search.hpp"
#include "api/routes/waiting.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::routes {

// GET /v1/messages and its like: {"cursor", "total", "messages": [...]}.
answer list_items(const call& asked, mocksmtp::match::item_kind kind);

// The parameters of a list of messages.
std::span<const std::string_view> message_list_parameters();

// A query, however it was written, and where it begins to look.
struct started_query {
    json::list_query query;
    std::uint64_t since = 0;
};
std::variant<started_query, json::problem> start(const call& asked, json::list_query query);

// The list that it asks for.
answer list_queried(const call& asked, started_query begun);

// The pieces of that: what is waited for, and the page of what was found.
awaited expectation_of(const call& asked, started_query begun);
page_of_items page_of(const json::list_query& query);
json::showing showing_of(const surroundings& world, const json::list_query& query);

// GET /v1/message: the one that matches, waited for.
answer get_one_message(const call& asked);

// The same where not all of the message is wanted; `more` are the parameters that are the caller's own.
using message_answer = std::function<response(const json::list_query&, const mocksmtp::store::message_record&)>;
answer await_one_message(const call& asked, std::span<const std::string_view> more, message_answer met);

// What is wrong with deleting by this query: that needs a filter, or all=true.
std::optional<json::problem> check_what_goes(const json::list_query& query);

// DELETE /v1/messages.
answer delete_messages(const call& asked);

}  // namespace api::routes
