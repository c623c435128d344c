#include "mocksmtp/options_persona.hpp"

#include <utility>

#include "mocksmtp/options_texts.hpp"

namespace mocksmtp::option_values {

parsed<smtp::named_host> peer_name::parse(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == text.npos) return complaint{"expected IP=NAME, such as 192.0.2.7=client.example.org"};
    auto address = ip_address(text.substr(0, equals));
    if (const auto* wrong = std::get_if<complaint>(&address)) return *wrong;
    auto name = domain_name(text.substr(equals + 1));
    if (const auto* wrong = std::get_if<complaint>(&name)) return *wrong;
    return smtp::named_host{std::move(*std::get_if<0>(&address)), std::move(*std::get_if<0>(&name))};
}

}  // namespace mocksmtp::option_values
