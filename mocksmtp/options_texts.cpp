#include "mocksmtp/options_texts.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::option_values {
namespace {

bool is_ip(int family, std::string_view text) {
    std::array<unsigned char, sizeof(in6_addr)> octets{};
    return text.find('\0') == text.npos && inet_pton(family, std::string(text).c_str(), octets.data()) == 1;
}

}  // namespace

bool is_label(std::string_view label) {
    const auto fits = [](char c) {
        return base::is_alphanumeric(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) > 127;
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), fits);
}

bool is_ip_address(std::string_view text) { return is_ip(AF_INET, text) || is_ip(AF_INET6, text); }

namespace {

bool is_domain(std::string_view name) {
    if (name.size() > 255 || !base::is_utf8(name)) return false;
    while (true) {
        const auto dot = std::min(name.find('.'), name.size());
        if (!is_label(name.substr(0, dot))) return false;
        if (dot == name.size()) return true;
        name.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_line(std::string_view text) { return text.find_first_of(std::string_view("\0\r\n", 3)) == text.npos; }

parsed<std::string> any_text(std::string_view given) {
    if (given.empty()) return complaint{"expected a value that is not empty"};
    if (!is_line(given)) return complaint{"expected one line without NUL"};
    return std::string(given);
}

std::optional<complaint> secret_fault(std::string_view given) {
    if (given == mask) return complaint{"stars stand for what was not shown; --print-config --show-secrets shows it"};
    if (!base::is_utf8(given)) return complaint{"expected UTF-8"};
    return std::nullopt;
}

parsed<std::string> secret(std::string_view given) {
    if (auto wrong = secret_fault(given)) return *std::move(wrong);
    return any_text(given);
}

parsed<std::string> bearer_token(std::string_view given) {
    if (base::trim(given) != given) return complaint{"a token that begins or ends with a blank fits no header field"};
    return secret(given);
}

parsed<std::string> json_text::parse(std::string_view given) {
    if (base::trim(given).empty()) return complaint{"expected JSON"};
    return std::string(given);
}

parsed<std::string> domain_name(std::string_view given) {
    if (!is_domain(given)) return complaint{"not a domain name"};
    return std::string(given);
}

parsed<std::string> ip_address(std::string_view given) {
    if (is_ip_address(given)) return std::string(given);
    if (base::iequals(given, "localhost")) return complaint{"not a numeric address; write 127.0.0.1 or ::1"};
    return complaint{"not a numeric IPv4 or IPv6 address (names are never resolved)"};
}

parsed<std::string> address(std::string_view given) {
    const auto at = given.rfind('@');
    if (at == given.npos || at == 0 || !is_line(given) || !base::is_utf8(given) || !is_domain(given.substr(at + 1))) {
        return complaint{"not an address (local-part@domain)"};
    }
    return std::string(given);
}

parsed<std::string> host(std::string_view given) {
    if (is_domain(given) || is_ip(AF_INET6, given)) return std::string(given);
    return complaint{"not a host (a domain name or a numeric address, without port)"};
}

parsed<std::string> certificate_name(std::string_view given) {
    if (given.starts_with("*.") && is_domain(given.substr(2))) return std::string(given);
    return host(given);
}

}  // namespace mocksmtp::option_values
