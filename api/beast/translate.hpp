// Between Beast's messages and the routes' values, and what to say to those who do not speak HTTP.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "api/routes/request.hpp"
#include "api/routes/response.hpp"

namespace api::beast {

routes::request request_of(boost::beast::http::request<boost::beast::http::string_body>&& message);

// What to answer when reading a request failed at these octets, behind the target if there is one already; nothing
// where nobody is there to be answered.
std::optional<routes::response> refusal_of(boost::system::error_code wrong, std::string_view received,
                                           std::string_view target);

routes::response shutting_down();
routes::response not_tls();

// Fit for a status line or a field value: one line of printable ASCII, at most 200 characters.
std::string reason_of(std::string_view text);
std::string field_value_of(std::string_view text);

}  // namespace api::beast
