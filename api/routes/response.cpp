#include "api/routes/response.hpp"

#include <utility>

namespace api::routes {

std::string read_all(body_source& from) {
    std::string all;
    for (auto piece = from.next(); auto* text = std::get_if<std::string>(&piece); piece = from.next()) all += *text;
    return all;
}

response text_response(unsigned status, std::string text) {
    response made;
    made.status = status;
    made.content_type = "text/plain; charset=utf-8";
    made.body = std::move(text);
    return made;
}

response json_response(unsigned status, std::string text) {
    response made;
    made.status = status;
    made.body = std::move(text);
    return made;
}

}  // namespace api::routes
