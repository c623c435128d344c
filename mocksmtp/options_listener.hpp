// The option that opens one more listener.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/options_values.hpp"

namespace mocksmtp::option_values {

// KIND:ADDRESS:PORT[,KEY=VALUE...], IPv6 in brackets. Keys: name, scope, persona, mechanisms (a list with + between),
// and require-auth and require-tls, which need no value; false lets this listener do without.
struct listener : codec<listener_spec, shape::text> {
    static constexpr std::string_view placeholder = "KIND:ADDRESS:PORT[,KEY=VALUE...]";
    static parsed<listener_spec> parse(std::string_view text);
    static std::string print(const listener_spec& v, secrets);
};

}  // namespace mocksmtp::option_values
