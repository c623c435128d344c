// How the program tells that it is ready: one line, for stdout and for the port file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/options.hpp"

namespace api::program {

struct http_listener {
    std::string address;  // numeric, IPv6 without brackets
    std::uint16_t port = 0;
    bool tls = false;
};

// http://127.0.0.1:8025 or https://, IPv6 in brackets; an address that stands for all of them becomes the loopback one.
std::string url_of(const http_listener& listener);

// The listeners with their names and actual ports, as one line of JSON without its line end.
std::string ready_line(const std::vector<mocksmtp::listener_spec>& smtp, const std::optional<http_listener>& http);

}  // namespace api::program
