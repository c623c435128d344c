#include "api/program/healthcheck.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "api/program/files.hpp"
#include "mocksmtp/options_texts.hpp"

namespace api::program {
namespace {

namespace values = mocksmtp::option_values;
using answer = std::variant<beast::health_question, nowhere_to_ask>;

answer read_url(std::string_view url, beast::health_question question) {
    const auto wrong =
        nowhere_to_ask{"\"" + std::string(url) + "\": expected http:// or https://ADDRESS:PORT with a numeric address"};
    question.tls = url.starts_with("https://");
    if (!question.tls && !url.starts_with("http://")) return wrong;
    auto place = url.substr(url.find("//") + 2);
    const auto slash = std::min(place.find('/'), place.size());
    if (place.size() - slash > 1) question.path = place.substr(slash);
    place = place.substr(0, slash);
    const auto bracket = place.find(']');
    const auto colon = place.find(':', bracket == place.npos ? 0 : bracket);
    const auto port =
        values::port::parse(colon == place.npos ? (question.tls ? "443" : "80") : place.substr(colon + 1));
    auto address = place.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    if (address == "localhost") address = "127.0.0.1";
    const auto* number = std::get_if<mocksmtp::port_choice>(&port);
    const bool numeric = std::holds_alternative<std::string>(values::ip_address(address));
    if (!number || !*number || !numeric) return wrong;
    question.address = address;
    question.port = **number;
    return question;
}

// The URL in the ready line of a mock whose ports were free ones.
answer read_port_file(const std::string& path, const beast::health_question& question) {
    if (path.empty()) return nowhere_to_ask{"the HTTP port is a free one; give --url, or the mock's --port-file"};
    const auto content = read_file(path);
    if (const auto* failed = std::get_if<unreadable>(&content)) return nowhere_to_ask{path + ": " + failed->why};
    const auto line = nlohmann::ordered_json::parse(*std::get_if<std::string>(&content), nullptr, false);
    const nlohmann::ordered_json::json_pointer url("/http/url");
    if (!line.is_object() || !line.contains(url) || !line[url].is_string()) {
        return nowhere_to_ask{path + ": holds no URL of the HTTP API"};
    }
    return read_url(line[url].get<std::string>(), question);
}

}  // namespace

answer whom_to_ask(const mocksmtp::program_options& all, const std::optional<std::string>& url) {
    beast::health_question question;
    question.token = all.api_token;
    question.tls = all.http_tls;
    if (url) return read_url(*url, question);
    if (!all.http_port) return nowhere_to_ask{"the HTTP port is off; there is nobody to ask"};
    if (*all.http_port == 0) return read_port_file(all.port_file, question);
    question.port = *all.http_port;
    question.address = all.mock.bind.front();
    if (question.address == "0.0.0.0") question.address = "127.0.0.1";
    if (question.address == "::") question.address = "::1";
    return question;
}

}  // namespace api::program
