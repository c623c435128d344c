#include "api/program/announce.hpp"

#include <nlohmann/json.hpp>

#include "mocksmtp/version.hpp"

namespace api::program {

using nlohmann::ordered_json;

std::string url_of(const http_listener& listener) {
    auto address = listener.address;
    if (address == "0.0.0.0") address = "127.0.0.1";
    if (address == "::") address = "::1";
    if (address.find(':') != address.npos) address = "[" + address + "]";
    return (listener.tls ? "https://" : "http://") + address + ":" + std::to_string(listener.port);
}

std::string ready_line(const std::vector<mocksmtp::listener_spec>& smtp, const std::optional<http_listener>& http) {
    ordered_json line = {
        {"event", "ready"}, {"version", mocksmtp::version()}, {"smtp", ordered_json::array()}, {"http", nullptr}};
    for (const auto& one : smtp) {
        line["smtp"].push_back({{"name", one.name},
                                {"port", one.port},
                                {"tls", one.kind == mocksmtp::listener_kind::tls ? "implicit" : "starttls"}});
    }
    if (http) line["http"] = {{"port", http->port}, {"url", url_of(*http)}};
    return line.dump();
}

}  // namespace api::program
