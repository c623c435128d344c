#include "api/beast/translate.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <utility>

#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::beast {

namespace base = mocksmtp::base;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t longest_reason = 200;
// Beast throws at twice that. Routes say nothing as long: what does all the same is cut, and the mock goes on.
constexpr std::size_t longest_value = 32768;

// RFC 9112 3.2.2: a client that takes us for a proxy sends the whole URL, and its host counts, not that of the header.
void take_whole_url(routes::request& of) {
    const auto scheme = of.target.find("://");
    if (of.target.starts_with("/") || scheme == std::string::npos) return;
    const auto begin = scheme + 3, path = std::min(of.target.find_first_of("/?", begin), of.target.size());
    const std::string host = of.target.substr(begin, path - begin);
    for (auto& each : of.headers)
        if (base::iequals(each.name, "host")) each.value = host;
    of.target.erase(0, path);
    if (!of.target.starts_with("/")) of.target.insert(0, "/");
}

routes::response closing(const json::problem& what) {
    auto made = routes::problem_response(what);
    made.close = true;
    return made;
}

}  // namespace

routes::request request_of(http::request<http::string_body>&& message) {
    routes::request made;
    made.method = std::string(message.method_string());
    made.target = std::string(message.target());
    made.http_1_0 = message.version() < 11;
    for (const auto& field : message)
        made.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    made.body = std::move(message.body());
    take_whole_url(made);
    return made;
}

std::optional<routes::response> refusal_of(boost::system::error_code wrong, std::string_view received,
                                           std::string_view target) {
    if (wrong == http::error::end_of_stream || wrong == http::error::partial_message) return std::nullopt;
    if (wrong == http::error::header_limit) {
        if (target.empty()) return closing({.status = 414, .detail = "the request line is longer than 64 KiB"});
        return closing({.status = 431, .detail = "the header is longer than 64 KiB"});
    }
    if (wrong == http::error::body_limit) return closing({.status = 413, .detail = "the body is larger than 16 MiB"});
    if (wrong.category() != http::make_error_code(http::error::bad_method).category()) return std::nullopt;
    if (received.starts_with("\x16\x03"))
        return closing({.status = 400, .detail = "this port speaks plain HTTP, and the client began a TLS handshake"});
    return closing({.status = 400, .detail = "this is no HTTP/1.1 request: " + wrong.message()});
}

routes::response not_tls() {
    return closing({.status = 400, .detail = "this port speaks HTTPS (--http-tls), and the client spoke plain HTTP"});
}

routes::response shutting_down() { return closing({.status = 503, .detail = "the mock is shutting down"}); }

std::string reason_of(std::string_view text) {
    std::string made = field_value_of(text.substr(0, longest_reason));
    for (char& c : made)
        if (static_cast<unsigned char>(c) > 126) c = '?';
    return made;
}

std::string field_value_of(std::string_view text) {
    std::string made(text.substr(0, longest_value));
    for (char& c : made)
        if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
    return made;
}

}  // namespace api::beast
