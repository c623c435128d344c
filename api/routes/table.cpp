#include <array>

#include "api/routes/accounts.hpp"
#include "api/routes/clock.hpp"
#include "api/routes/closing.hpp"
#include "api/routes/docs.hpp"
#include "api/routes/events.hpp"
#include "api/routes/export.hpp"
#include "api/routes/holds.hpp"
#include "api/routes/import.hpp"
#include "api/routes/items.hpp"
#include "api/routes/listeners.hpp"
#include "api/routes/lists.hpp"
#include "api/routes/marks.hpp"
#include "api/routes/message_pick.hpp"
#include "api/routes/messages.hpp"
#include "api/routes/messages_search.hpp"
#include "api/routes/personas.hpp"
#include "api/routes/report.hpp"
#include "api/routes/route.hpp"
#include "api/routes/rules.hpp"
#include "api/routes/scopes.hpp"
#include "api/routes/service.hpp"
#include "api/routes/settings.hpp"
#include "api/routes/snapshot.hpp"
#include "api/routes/verify.hpp"

namespace api::routes {

namespace {

using mocksmtp::match::item_kind;

// Answers of the calls that may fail an expectation come as JSON, their reports as text too.
constexpr std::string_view json_type = "application/json";
constexpr std::string_view reporting = "application/json text/plain";

constexpr std::array table = {
    route{"GET", "/", "", get_index},
    route{"GET", "/livez", "", get_alive},
    route{"GET", "/readyz", "", get_ready},
    route{"GET", "/healthz", "", get_ready},
    route{"GET", "/metrics", "", get_metrics},
    route{"GET", "/openapi.json", "", get_openapi_json},
    route{"GET", "/openapi.yaml", "", get_openapi_yaml},
    route{"GET", "/docs", "", get_docs},
    route{"GET", "/v1/message", reporting, get_one_message},
    route{"GET", "/v1/message/raw", "", [](const call& asked) { return pick_part(asked, raw_part); }},
    route{"GET", "/v1/message/wire", "", [](const call& asked) { return pick_part(asked, wire_part); }},
    route{"GET", "/v1/message/text", "", [](const call& asked) { return pick_part(asked, text_part); }},
    route{"GET", "/v1/message/html", "", [](const call& asked) { return pick_part(asked, html_part); }},
    route{"GET", "/v1/message/links", reporting, [](const call& asked) { return pick_part(asked, links_part); }},
    route{"GET", "/v1/message/codes", reporting, [](const call& asked) { return pick_part(asked, codes_part); }},
    route{"GET", "/v1/message/parts", reporting, [](const call& asked) { return pick_part(asked, all_parts); }},
    route{"GET", "/v1/message/parts/{part}", "", [](const call& asked) { return pick_part(asked, one_part); }},
    route{"GET", "/v1/message/extract", reporting, pick_extract},
    route{"GET", "/v1/message/link", reporting, pick_link},
    route{"GET", "/v1/message/code", reporting, pick_code},
    route{"GET", "/v1/messages", reporting, [](const call& asked) { return list_items(asked, item_kind::message); }},
    route{"DELETE", "/v1/messages", json_type, delete_messages},
    route{"POST", "/v1/messages/search", reporting, search_messages},
    route{"POST", "/v1/messages/take", reporting, take_messages},
    route{"GET", "/v1/messages/{id}", json_type, get_message},
    route{"GET", "/v1/messages/{id}/raw", "", [](const call& asked) { return get_part(asked, raw_part); }},
    route{"GET", "/v1/messages/{id}/wire", "", [](const call& asked) { return get_part(asked, wire_part); }},
    route{"GET", "/v1/messages/{id}/text", "", [](const call& asked) { return get_part(asked, text_part); }},
    route{"GET", "/v1/messages/{id}/html", "", [](const call& asked) { return get_part(asked, html_part); }},
    route{"GET", "/v1/messages/{id}/links", json_type, [](const call& asked) { return get_part(asked, links_part); }},
    route{"GET", "/v1/messages/{id}/codes", json_type, [](const call& asked) { return get_part(asked, codes_part); }},
    route{"GET", "/v1/messages/{id}/parts", json_type, [](const call& asked) { return get_part(asked, all_parts); }},
    route{"GET", "/v1/messages/{id}/parts/{part}", "", [](const call& asked) { return get_part(asked, one_part); }},
    route{"GET", "/v1/messages/{id}/extract", reporting, get_extract},
    route{"GET", "/v1/auth-attempts", reporting,
          [](const call& asked) { return list_items(asked, item_kind::auth_attempt); }},
    route{"GET", "/v1/auth-attempts/{id}", json_type, get_attempt},
    route{"GET", "/v1/transactions", reporting,
          [](const call& asked) { return list_items(asked, item_kind::transaction); }},
    route{"GET", "/v1/transactions/{id}", json_type, get_transaction},
    route{"GET", "/v1/sessions", reporting, [](const call& asked) { return list_items(asked, item_kind::session); }},
    route{"POST", "/v1/sessions/close", json_type, post_close_sessions},
    route{"GET", "/v1/sessions/{id}", json_type, get_session},
    route{"GET", "/v1/sessions/{id}/transcript", "application/json text/plain application/octet-stream",
          get_transcript},
    route{"GET", "/v1/holds", reporting, [](const call& asked) { return list_items(asked, item_kind::hold); }},
    route{"GET", "/v1/holds/{id}", json_type, get_hold},
    route{"GET", "/v1/holds/{id}/raw", "", get_hold_raw},
    route{"POST", "/v1/holds/{id}/release", json_type, release_hold},
    route{"POST", "/v1/verify", reporting, post_verify},
    route{"GET", "/v1/events", "application/x-ndjson text/event-stream application/json", get_events},
    route{"GET", "/v1/export", json_type, get_export},
    route{"GET", "/v1/report.html", "", get_report},
    route{"POST", "/v1/import", json_type, post_import},
    route{"GET", "/v1/snapshot", json_type, get_snapshot},
    route{"GET", "/v1/state", json_type, get_state},
    route{"GET", "/v1/marks", json_type, get_marks},
    route{"POST", "/v1/marks", json_type, post_mark},
    route{"GET", "/v1/clock", json_type, get_clock},
    route{"POST", "/v1/clock/advance", json_type, post_clock_advance},
    route{"GET", "/v1/settings", json_type, get_settings},
    route{"PATCH", "/v1/settings", json_type, patch_settings},
    route{"GET", "/v1/personas", json_type, get_personas},
    route{"GET", "/v1/personas/{name}", json_type, get_persona},
    route{"GET", "/v1/listeners", json_type, get_listeners},
    route{"GET", "/v1/listeners/{name}", json_type, get_listener},
    route{"PATCH", "/v1/listeners/{name}", json_type, patch_listener},
    route{"GET", "/v1/accounts", json_type, get_accounts},
    route{"GET", "/v1/accounts/{user}", json_type, get_account},
    route{"PUT", "/v1/accounts/{user}", json_type, put_account},
    route{"DELETE", "/v1/accounts/{user}", json_type, delete_account},
    route{"GET", "/v1/rules", json_type, get_rules},
    route{"POST", "/v1/rules", json_type, post_rule},
    route{"PUT", "/v1/rules", json_type, put_rules},
    route{"DELETE", "/v1/rules", json_type, delete_rules},
    route{"POST", "/v1/rules/check", json_type, post_rules_check},
    route{"GET", "/v1/rules/{id}", json_type, get_rule},
    route{"PUT", "/v1/rules/{id}", json_type, put_rule},
    route{"DELETE", "/v1/rules/{id}", json_type, delete_rule},
    route{"GET", "/v1/tls/ca.pem", "", get_ca},
    route{"POST", "/v1/reset", json_type, post_reset},
    route{"GET", "/v1/scopes", json_type, get_scopes},
    route{"GET", "/v1/scopes/{name}", json_type, get_scope},
    route{"PUT", "/v1/scopes/{name}", json_type, put_scope},
    route{"DELETE", "/v1/scopes/{name}", json_type, delete_scope},
};

}  // namespace

std::span<const route> all_routes() { return table; }

}  // namespace api::routes
