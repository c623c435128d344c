// The options that say who the server pretends to be, and whom it sees.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/options_texts.hpp"
#include "mocksmtp/options_values.hpp"

namespace mocksmtp::option_values {

// Whether there is one of that name depends on what other options bring along: see contradictions.
struct persona : text<any_text> {
    static constexpr std::string_view placeholder = "NAME";
};

// IP=NAME, IPv6 without brackets.
struct peer_name : codec<smtp::named_host, shape::text> {
    static constexpr std::string_view placeholder = "IP=NAME";
    static parsed<smtp::named_host> parse(std::string_view text);
    static std::string print(const smtp::named_host& v, secrets) { return v.address + "=" + v.name; }
};

}  // namespace mocksmtp::option_values
