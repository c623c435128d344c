#include "api/program/announce.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

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

std::optional<std::string> write_port_file(const std::string& path, const std::string& line) {
    const auto temporary = path + ".new";
    auto* file = std::fopen(temporary.c_str(), "wb");
    if (!file) return temporary + ": " + std::strerror(errno);
    const auto text = line + "\n";
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (std::fclose(file) != 0 || !written) {
        const std::string why = std::strerror(errno);
        std::remove(temporary.c_str());
        return temporary + ": " + why;
    }
    if (std::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
    const std::string why = std::strerror(errno);
    std::remove(temporary.c_str());
    return path + ": " + why;
}

}  // namespace api::program
