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

}  // namespace api::json
