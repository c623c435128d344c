// What the two messages of DIGEST-MD5 say (RFC 2831 sections 2.1.1 and 2.1.2).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directives.hpp"

namespace mocksmtp::sasl::digest_md5 {

constexpr std::size_t default_buffer = 65536;  // of either side, if it says nothing

// The server's. What is not there is empty, or its default.
struct offer {
    std::string text;     // as sent
    directives all = {};  // of the text; none if it is no list
    std::string nonce = {};
    std::vector<std::string> realms = {};
    std::vector<std::string> qops = {};
    std::vector<std::string> ciphers = {};
    std::size_t buffer = default_buffer;
};
offer read_offer(std::string text);

// The realm is the host, the nonce derived; security layers are offered if the session can carry one.
offer make_offer(const context& around);

// The client's.
struct response {
    std::string username;  // as sent
    bool utf8 = false;     // it says so
    std::optional<std::string> realm = std::nullopt;
    std::string nonce = {}, cnonce = {}, count = {}, uri = {}, digest = {};
    std::string qop = "auth";
    std::string cipher = {};
    std::size_t buffer = default_buffer;
    std::optional<std::string> authzid = std::nullopt;
};
struct broken {
    std::string because;  // one clause
};
std::variant<response, broken> read_response(const directives& all);

}  // namespace mocksmtp::sasl::digest_md5
