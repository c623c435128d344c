// One link, code or part out of a message, or the account of why it is not one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::routes {

// Whether the filter's conditions on the field, each asked of this text alone, hold.
bool is_meant(const mocksmtp::match::filter& which, mocksmtp::match::field_id field, std::string_view text);

// 417 for none or several: a failed expectation like any other, in the journal and the log.
struct no_choice {
    const mocksmtp::store::message_record& of;
    std::string noun;                  // "link", "code", "text/html part"
    std::string conditions;            // that narrowed it, "link contains "/x""; empty: none
    std::vector<std::string> among{};  // those that are left after narrowing
    std::vector<std::string> all{};    // those that the message has
    std::string label{};               // as the test calls it; may be empty
};
response no_choice_response(surroundings& world, const no_choice& failed, bool as_text);

}  // namespace api::routes
