#include "api/routes/docs.hpp"

#include <string>

#include "api/routes/documents.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"

namespace api::routes {

namespace match = mocksmtp::match;

namespace {

constexpr std::string_view place = "<!-- fields -->";
constexpr std::string_view policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

// From the table that filters and rules are read with.
std::string field_table() {
    std::string made = "<table><tr><th>field</th><th>is</th><th>items</th><th>stages of rules</th></tr>\n";
    for (const auto& each : match::all_fields()) {
        const bool named = each.id == match::field_id::headers || each.id == match::field_id::mailboxes;
        made += "<tr><td><code>" + std::string(each.name) + (named ? ".*" : "") + "</code></td><td>";
        made += each.how_many == match::arity::many ? "a list, each " : "";
        made += std::string(match::describe(each)) + "</td><td>" + match::list_of(each.kinds) + "</td><td>" +
                match::list_of(each.stages) + "</td></tr>\n";
    }
    return made + "</table>\n";
}

}  // namespace

answer get_docs(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    std::string page(docs_html());
    if (const auto at = page.find(place); at != std::string::npos) page.replace(at, place.size(), field_table());
    response made = text_response(200, std::move(page));
    made.content_type = "text/html; charset=utf-8";
    made.headers.push_back({"Content-Security-Policy", std::string(policy)});
    return made;
}

}  // namespace api::routes
