// Options that are texts: names, addresses, files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/options_values.hpp"

namespace mocksmtp::option_values {

bool is_label(std::string_view label);      // one part of a domain name
bool is_ip_address(std::string_view text);  // numeric IPv4 or IPv6, without brackets
bool is_line(std::string_view text);        // no CR, LF or NUL

parsed<std::string> any_text(std::string_view given);          // anything but nothing
parsed<std::string> secret(std::string_view given);            // UTF-8, and not the mask that stands for one
parsed<std::string> bearer_token(std::string_view given);      // the same, with no blank at an end (RFC 9110 5.5)
parsed<std::string> domain_name(std::string_view given);       // RFC 5321 4.1.2, or U-labels (RFC 6531)
parsed<std::string> ip_address(std::string_view given);        // numeric IPv4 or IPv6, without brackets
parsed<std::string> address(std::string_view given);           // local-part@domain
parsed<std::string> host(std::string_view given);              // a domain name or an address
parsed<std::string> certificate_name(std::string_view given);  // or a domain name behind "*."

// What is wrong with a password or token.
std::optional<complaint> secret_fault(std::string_view given);

template <parsed<std::string> (*check)(std::string_view)>
struct text : codec<std::string, shape::text> {
    static constexpr std::string_view placeholder = "TEXT";
    static parsed<std::string> parse(std::string_view given) { return check(given); }
    static std::string print(const std::string& v, secrets) { return v; }
};
template <parsed<std::string> (*check)(std::string_view)>
struct texts : text<check> {
    static std::vector<std::string> parts(std::string_view given) { return split_at_commas(given); }
};
struct file : text<any_text> {
    static constexpr std::string_view placeholder = "FILE";
};
struct folder : text<any_text> {
    static constexpr std::string_view placeholder = "DIR";
};
struct name : text<domain_name> {
    static constexpr std::string_view placeholder = "NAME";
};
struct mailbox : text<address> {
    static constexpr std::string_view placeholder = "ADDRESS";
};
struct domains : texts<domain_name> {
    static constexpr std::string_view placeholder = "DOMAIN";
};
struct hosts : texts<host> {
    static constexpr std::string_view placeholder = "HOST";
};
struct certificate_names : texts<certificate_name> {
    static constexpr std::string_view placeholder = "HOST";
};
struct ips : texts<ip_address> {
    static constexpr std::string_view placeholder = "ADDRESS";
};
// JSON, which is not looked into here.
struct json_text : codec<std::string, shape::json> {
    static constexpr std::string_view placeholder = "JSON";
    static parsed<std::string> parse(std::string_view given);
    static std::string print(const std::string& v, secrets) { return v; }
};
template <parsed<std::string> (*check)(std::string_view)>
struct masked_text : text<check> {
    static std::string print(const std::string& v, secrets how) {
        return how == secrets::shown ? v : std::string(mask);
    }
};
struct secret_text : masked_text<secret> {};
struct token : masked_text<bearer_token> {};

}  // namespace mocksmtp::option_values
