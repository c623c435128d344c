// One captured thing as part of the page of evidence.
#pragma once

#include <string>
#include <string_view>

#include "api/json/show.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// A failed or abandoned expectation; `within` is the label of the mark before it, if there is one.
std::string expectation_part(const mocksmtp::store::event_record& what, std::string_view within);

std::string message_part(const mocksmtp::store::message_record& what);

// Rows of their tables, whose columns are these.
inline constexpr std::string_view attempt_columns[] = {"", "session", "mechanism", "user", "outcome", "why", "reply"};
std::string attempt_row(const mocksmtp::store::attempt_record& what);
inline constexpr std::string_view transaction_columns[] = {"", "session", "from", "to", "outcome", "reply"};
std::string transaction_row(const mocksmtp::store::transaction_record& what);
inline constexpr std::string_view rule_columns[] = {"rule", "at", "state", "hits", "last miss"};
std::string rule_row(const mocksmtp::rules::standing& what);

// A session's transcript stands between these two; `lines` are those of transcript_lines.
std::string open_session(const mocksmtp::store::session_record& what);
std::string transcript_part(std::string_view lines);
inline constexpr std::string_view close_session = "</pre></div></details>\n";

}  // namespace api::routes
