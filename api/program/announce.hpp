// How the program tells that it is ready: a line on stdout, and the same in the port file.
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

// Writes the line under another name beside it, then renames: who sees the file sees all of it. Why it failed, or
// nothing.
std::optional<std::string> write_port_file(const std::string& path, const std::string& line);

}  // namespace api::program
