#include <string>

#include "api/routes/documents.hpp"
#include "api/routes/html.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/service.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

constexpr std::string_view page_policy = "default-src 'none'; style-src 'unsafe-inline'";

// The first plain listener's address as a newcomer can type it.
std::string smtp_url(const surroundings& world, std::string_view host) {
    if (world.listeners) {
        for (const auto& each : world.listeners())
            if (each.kind == "plain") return "smtp://" + std::string(host) + ":" + std::to_string(each.port);
    }
    return "smtp://" + std::string(host) + ":1025";
}

std::string host_name(std::string_view host) {
    if (host.starts_with("[")) return std::string(host.substr(0, host.find(']') + 1));
    return std::string(host.substr(0, host.find(':')));
}

std::string page(const surroundings& world, const std::string& scheme, const std::string& host) {
    const std::string api = scheme + "://" + host;
    const std::string smtp = smtp_url(world, host_name(host));
    std::string made =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>mocksmtp</title>\n"
        "<style>body{font:16px/1.5 sans-serif;max-width:50em;margin:3em auto;padding:0 1em}"
        "pre{background:#8882;padding:1em;overflow:auto}</style></head><body>\n<h1>mocksmtp " +
        escaped(world.version) + "</h1>\n<p>Send a mail:</p>\n<pre>";
    made += escaped("printf 'Subject: Hello\\n\\nHi Bob\\n' | curl " + smtp +
                    " --mail-from app@example.test --mail-rcpt bob@example.test -T -");
    made += "</pre>\n<p>Assert that it came, waiting for it if need be:</p>\n<pre>";
    made += escaped("curl --fail-with-body '" + api + "/v1/message?to=bob@example.test&subject=Hello'");
    made += "</pre>\n<p>Forget everything before the next test:</p>\n<pre>";
    made += escaped("curl -X POST " + api + "/v1/reset");
    made +=
        "</pre>\n<p><a href=\"/v1/messages\">messages</a>, <a href=\"/v1/state\">state</a>, "
        "<a href=\"/v1/report.html\">everything on one page</a>, <a href=\"/docs\">every call there "
        "is</a></p>\n</body></html>\n";
    return made;
}

answer document(const call& asked, std::string_view text, std::string_view type) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    response made = text_response(200, std::string(text));
    made.content_type = type;
    return made;
}

}  // namespace

answer get_index(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const std::string host = base::printable(asked.asked.find("host").value_or("127.0.0.1:8025"));
    // A proxy in front of us may have ended the TLS.
    const bool secure =
        asked.asked.secure || base::iequals(asked.asked.find("x-forwarded-proto").value_or(""), "https");
    response made = text_response(200, page(asked.world, secure ? "https" : "http", host));
    made.content_type = "text/html; charset=utf-8";
    made.headers.push_back({"Content-Security-Policy", std::string(page_policy)});
    return made;
}

answer get_openapi_json(const call& asked) { return document(asked, openapi_json(), "application/json"); }

answer get_openapi_yaml(const call& asked) { return document(asked, openapi_yaml(), "application/yaml"); }

}  // namespace api::routes
