#include "mocksmtp/options_texts.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/catalogue.hpp"

namespace mocksmtp::option_values {
namespace {

bool is_ip(int family, std::string_view text) {
    std::array<unsigned char, sizeof(in6_addr)> octets{};
    return text.find('\0') == text.npos && inet_pton(family, std::string(text).c_str(), octets.data()) == 1;
}

bool is_label(std::string_view label) {
    const auto fits = [](char c) {
        return base::is_alpha(c) || base::is_digit(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) > 127;
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), fits);
}

bool is_domain(std::string_view name) {
    if (name.size() > 255 || !base::is_utf8(name)) return false;
    while (true) {
        const auto dot = std::min(name.find('.'), name.size());
        if (!is_label(name.substr(0, dot))) return false;
        if (dot == name.size()) return true;
        name.remove_prefix(dot + 1);
    }
}

bool is_line(std::string_view text) { return text.find_first_of(std::string_view("\0\r\n", 3)) == text.npos; }

}  // namespace

parsed<std::string> any_text(std::string_view given) {
    if (given.empty()) return complaint{"expected a value that is not empty"};
    if (!is_line(given)) return complaint{"expected one line without NUL"};
    return std::string(given);
}

parsed<std::string> domain_name(std::string_view given) {
    if (!is_domain(given)) return complaint{"not a domain name"};
    return std::string(given);
}

parsed<std::string> ip_address(std::string_view given) {
    if (is_ip(AF_INET, given) || is_ip(AF_INET6, given)) return std::string(given);
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

parsed<std::string> mechanism_name(std::string_view given) {
    if (sasl::find(given)) return base::to_upper(given);
    std::vector<std::string_view> names;
    std::string all;
    for (const auto& row : sasl::catalogue()) {
        names.push_back(row.name);
        all += (all.empty() ? "" : ", ") + std::string(row.name);
    }
    const auto meant = base::nearest(given, names);
    return complaint{"\"" + base::printable(given) + "\" is not a mechanism here" +
                     (meant ? "; did you mean " + *meant + "?" : " (" + all + ")")};
}

namespace {

// "127.0.0.1:25" or "[::1]:25" into address and port; what is wrong with it, or nothing.
std::string place_of(std::string_view text, listener_spec& listener) {
    const auto colon = text.rfind(':');
    if (colon == text.npos) return "expected KIND:ADDRESS:PORT, such as plain:127.0.0.1:2525";
    auto where = text.substr(0, colon);
    const bool bracketed = where.size() > 2 && where.front() == '[' && where.back() == ']';
    if (bracketed) where = where.substr(1, where.size() - 2);
    if (!is_ip(bracketed ? AF_INET6 : AF_INET, where)) {
        if (is_ip(AF_INET6, where)) return "an IPv6 address stands in brackets here, such as plain:[::1]:2525";
        return "\"" + base::printable(where) + "\" is not a numeric IPv4 or IPv6 address";
    }
    const auto number = port::parse(text.substr(colon + 1));
    const auto* choice = std::get_if<port_choice>(&number);
    if (!choice || !*choice) return "\"" + base::printable(text.substr(colon + 1)) + "\" is not a port (0 to 65535)";
    listener.address = where;
    listener.port = **choice;
    return {};
}

// One "key=value" after the place; what is wrong with it, or nothing.
std::string key_of(std::string_view text, listener_spec& listener) {
    const auto equals = std::min(text.find('='), text.size());
    if (text.substr(0, equals) != "name") {
        return "\"" + base::printable(text.substr(0, equals)) + "\" is not a key of a listener (name)";
    }
    const auto name = text.substr(std::min(equals + 1, text.size()));
    if (!is_label(name)) return "a listener's name is made of letters, digits, - and _";
    listener.name = name;
    return {};
}

}  // namespace

parsed<listener_spec> listener::parse(std::string_view text) {
    listener_spec result;
    const auto pieces = split_at_commas(text);
    const std::string_view first = pieces.front();
    const auto colon = first.find(':');
    if (colon == first.npos) return complaint{"expected KIND:ADDRESS:PORT, such as plain:127.0.0.1:2525"};
    if (first.substr(0, colon) == "tls") {
        result.kind = listener_kind::tls;
    } else if (first.substr(0, colon) != "plain") {
        return complaint{"\"" + base::printable(first.substr(0, colon)) +
                         "\" is not a kind of listener (plain or tls)"};
    }
    if (const auto wrong = place_of(first.substr(colon + 1), result); !wrong.empty()) return complaint{wrong};
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        if (const auto wrong = key_of(pieces[i], result); !wrong.empty()) return complaint{wrong};
    }
    return result;
}

std::string listener::print(const listener_spec& v, secrets) {
    const auto where = v.address.find(':') == v.address.npos ? v.address : "[" + v.address + "]";
    return (v.kind == listener_kind::tls ? "tls:" : "plain:") + where + ":" + std::to_string(v.port) +
           (v.name.empty() ? "" : ",name=" + v.name);
}

parsed<account> user::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0 || !is_line(text)) return complaint{"expected NAME:PASSWORD"};
    return account{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::string user::print(const account& v, secrets how) {
    return v.name + ":" + (how == secrets::shown ? v.password : std::string(mask));
}

}  // namespace mocksmtp::option_values
