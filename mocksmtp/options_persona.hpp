// The options that say who the server pretends to be, and whom it sees.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/options_values.hpp"

namespace mocksmtp::option_values {

// A name of the catalogue of personas.
struct persona : codec<std::string, shape::text> {
    static constexpr std::string_view placeholder = "NAME";
    static parsed<std::string> parse(std::string_view text);
    static std::string print(const std::string& v, secrets) { return v; }
};

// IP=NAME, IPv6 without brackets.
struct peer_name : codec<smtp::named_host, shape::text> {
    static constexpr std::string_view placeholder = "IP=NAME";
    static parsed<smtp::named_host> parse(std::string_view text);
    static std::string print(const smtp::named_host& v, secrets) { return v.address + "=" + v.name; }
};

}  // namespace mocksmtp::option_values
