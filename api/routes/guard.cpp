#include "api/routes/guard.hpp"

#include <algorithm>
#include <array>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

constexpr std::array<std::string_view, 6> private_suffixes = {".localhost", ".local", ".internal",
                                                              ".test",      ".svc",   ".cluster.local"};
// What tells whether the mock lives; orchestrators and newcomers ask it without a token.
constexpr std::array<std::string_view, 3> open_paths = {"livez", "readyz", "healthz"};

// Without the port; an IPv6 literal keeps its brackets.
std::string_view without_port(std::string_view host) {
    if (host.starts_with("[")) return host.substr(0, std::min(host.find(']'), host.size() - 1) + 1);
    return host.substr(0, host.find(':'));
}

// In brackets; browsers send nothing else between them.
bool is_ipv6(std::string_view host) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF:.";
    return host.size() > 2 && host.starts_with("[") && host.ends_with("]") &&
           host.substr(1, host.size() - 2).find_first_not_of(digits) == std::string_view::npos;
}

bool is_ipv4(std::string_view host) {
    return std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || base::is_digit(c); });
}

// RFC 9110 7.2, RFC 3986 3.2.2: a name or an address in brackets, and perhaps a port; no user before it.
bool is_host(std::string_view host) {
    const std::string_view name = without_port(host);
    const std::string_view port = host.substr(name.size());
    if (!port.empty() && (port[0] != ':' || port.find_first_not_of("0123456789", 1) != port.npos)) return false;
    if (name.starts_with("[")) return is_ipv6(name);
    static constexpr std::string_view others = "-._~!$&'()*+,;=%";
    return std::ranges::all_of(name, [](char c) { return base::is_alphanumeric(c) || others.find(c) != others.npos; });
}

std::optional<json::problem> check_host(const request& asked, const surroundings& world) {
    const auto host = asked.find("host");
    if (!host) {
        if (asked.http_1_0) return std::nullopt;
        return json::problem{.status = 400, .detail = "HTTP/1.1 needs a Host header (RFC 9112 3.2)"};
    }
    const auto hosts = std::count_if(asked.headers.begin(), asked.headers.end(),
                                     [](const header& each) { return base::iequals(each.name, "host"); });
    if (hosts > 1) return json::problem{.status = 400, .detail = "there is more than one Host header (RFC 9112 3.2)"};
    if (!is_host(*host)) {
        return json::problem{
            .status = 400,
            .detail = "the Host header names no host: " + base::printable(host->substr(0, 100)) + " (RFC 9112 3.2)"};
    }
    if (is_own_host(*host, world.allow_host)) return std::nullopt;
    const std::string name = base::printable(without_port(*host));
    if (name.empty())
        return json::problem{.status = 403, .detail = "the Host header names no host; it has to name this one"};
    return json::problem{.status = 403,
                         .detail = "the Host header names " + name +
                                   ", which could be any web page's; start with --allow-host " + name + " to allow it"};
}

std::optional<json::problem> check_token(const request& asked, const json::target& where, const surroundings& world) {
    if (world.api_token.empty()) return std::nullopt;
    if (where.path.empty()) return std::nullopt;
    if (where.path.size() == 1 && std::find(open_paths.begin(), open_paths.end(), where.path[0]) != open_paths.end())
        return std::nullopt;
    const auto shown = asked.find("authorization").value_or("");
    if (base::istarts_with(shown, "bearer ") && base::equal_in_constant_time(shown.substr(7), world.api_token))
        return std::nullopt;
    return json::problem{
        .status = 401, .detail = "this mock was started with --api-token: send the header Authorization: Bearer TOKEN"};
}

// A page of another site can make a browser send a POST without asking first; browsers say so in these headers.
std::optional<json::problem> check_site(const request& asked) {
    if (asked.method == "GET" || asked.method == "HEAD" || asked.method == "OPTIONS") return std::nullopt;
    const json::problem refused{.status = 403,
                                .detail = "a page of another site may not change the state of this mock"};
    const auto site = asked.find("sec-fetch-site").value_or("none");
    if (base::iequals(site, "cross-site") || base::iequals(site, "same-site")) return refused;
    const auto origin = asked.find("origin");
    if (!origin) return std::nullopt;
    const auto scheme_end = origin->find("://");
    if (scheme_end == std::string_view::npos) return refused;  // "null"
    if (base::iequals(origin->substr(scheme_end + 3), asked.find("host").value_or(""))) return std::nullopt;
    return refused;
}

}  // namespace

bool is_own_host(std::string_view host, std::span<const std::string> allowed) {
    std::string name = base::to_lower(base::trim(without_port(host)));
    if (name.ends_with('.')) name.pop_back();  // of the root, which every name is under (RFC 1034 3.1)
    if (name.empty()) return false;
    for (const auto& each : allowed)
        if (base::iequals(name, each) || base::iequals(host, each)) return true;
    if (is_ipv6(name) || is_ipv4(name)) return true;
    if (name.starts_with("[")) return false;
    if (name.find('.') == std::string::npos || name == "host.docker.internal") return true;
    return std::any_of(private_suffixes.begin(), private_suffixes.end(),
                       [&name](std::string_view suffix) { return name.ends_with(suffix); });
}

std::optional<json::problem> guard(const request& asked, const json::target& where, const surroundings& world) {
    if (auto refused = check_host(asked, world)) return refused;
    if (auto refused = check_token(asked, where, world)) return refused;
    return check_site(asked);
}

}  // namespace api::routes
