// Events of the journal as the API shows them, one by one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/json/show.hpp"
#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::json {

// Of the scope's present epoch.
void show(writer& to, const mocksmtp::store::event_record& what, const mocksmtp::store::scope& in, const showing& how);

// The same as one line of text without its end.
std::string event_text(const mocksmtp::store::event_record& what, const mocksmtp::store::scope& in, const showing& how);

// What streams say between two epochs, in the form of an event: the scope was reset. Its time is that at which the new
// epoch's clock began, or now if it follows the machine's.
std::string reset_text(const mocksmtp::store::scope& in);

// A command's line with its secret taken out: what stands before the secret, and the secret apart.
struct shown_line {
    std::string_view open;
    std::optional<std::string_view> secret;
};
shown_line split_secret(const mocksmtp::smtp::command_received& what);

// Whether it can be shown as it was: there is none, or it may be seen and more than its digest is known.
bool shows_all(const shown_line& what, const showing& how);

}  // namespace api::json
