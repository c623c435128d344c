#include "mocksmtp/options_persona.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_texts.hpp"
#include "mocksmtp/personas/catalogue.hpp"

namespace mocksmtp::option_values {

parsed<std::string> persona::parse(std::string_view text) {
    const auto names = personas::names();
    if (std::find(names.begin(), names.end(), text) != names.end()) return std::string(text);
    std::string all;
    for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
    const auto meant = base::nearest(text, names);
    return complaint{"\"" + base::printable(text) + "\" is no persona here" +
                     (meant ? "; did you mean " + *meant + "?" : " (" + all + ")")};
}

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
