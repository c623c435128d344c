#include "mocksmtp/options_listener.hpp"

#include <algorithm>
#include <optional>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_login.hpp"
#include "mocksmtp/options_persona.hpp"
#include "mocksmtp/options_texts.hpp"
#include "mocksmtp/store/scope_registry.hpp"

namespace mocksmtp::option_values {

namespace {

// "127.0.0.1:25" or "[::1]:25" into address and port; what is wrong with it, or nothing.
std::string place_of(std::string_view text, listener_spec& listener) {
    const auto colon = text.rfind(':');
    if (colon == text.npos) return "expected KIND:ADDRESS:PORT, such as plain:127.0.0.1:2525";
    auto where = text.substr(0, colon);
    const bool bracketed = where.size() > 2 && where.front() == '[' && where.back() == ']';
    if (bracketed) where = where.substr(1, where.size() - 2);
    if (!is_ip_address(where) || bracketed != (where.find(':') != where.npos)) {
        if (is_ip_address(where) && !bracketed)
            return "an IPv6 address stands in brackets here, such as plain:[::1]:2525";
        return "\"" + base::printable(where) + "\" is not a numeric IPv4 or IPv6 address";
    }
    const auto number = port::parse(text.substr(colon + 1));
    const auto* choice = std::get_if<port_choice>(&number);
    if (!choice || !*choice) return "\"" + base::printable(text.substr(colon + 1)) + "\" is not a port (0 to 65535)";
    listener.address = where;
    listener.port = **choice;
    return {};
}

// What a key without a value, or with this one, switches; what is wrong with it, or nothing.
std::string switch_of(std::string_view value, std::optional<bool>& into) {
    const auto read = toggle::parse(value.empty() ? "true" : value);
    if (const auto* wrong = std::get_if<complaint>(&read)) return wrong->what;
    into = std::get<bool>(read);
    return {};
}

std::string print_switch(std::string_view key, const std::optional<bool>& what) {
    return what ? "," + std::string(key) + (*what ? "" : "=false") : "";
}

std::string mechanisms_of(std::string_view value, listener_spec& listener) {
    auto read = mechanism_list(value, '+');
    if (const auto* wrong = std::get_if<complaint>(&read)) return wrong->what;
    listener.mechanisms = std::move(*std::get_if<0>(&read));
    return {};
}

std::string scope_of(std::string_view value, listener_spec& listener) {
    const auto name = store::scope_registry::name_of(value);
    if (!name) return "a scope's name is made of letters, digits and -, begins with no - and is not default";
    listener.scope = *name;
    return {};
}

std::string persona_of(std::string_view value, listener_spec& listener) {
    auto name = persona::parse(value);
    if (const auto* wrong = std::get_if<complaint>(&name)) return wrong->what;
    listener.persona = std::move(*std::get_if<0>(&name));
    return {};
}

// One "key=value" after the place; what is wrong with it, or nothing.
std::string key_of(std::string_view text, listener_spec& listener) {
    const auto equals = std::min(text.find('='), text.size());
    const auto key = text.substr(0, equals);
    const auto value = text.substr(std::min(equals + 1, text.size()));
    if (key == "mechanisms") return mechanisms_of(value, listener);
    if (key == "require-auth") return switch_of(value, listener.require_auth);
    if (key == "require-tls") return switch_of(value, listener.require_tls);
    if (key == "scope") return scope_of(value, listener);
    if (key == "persona") return persona_of(value, listener);
    if (key != "name") {
        return "\"" + base::printable(key) +
               "\" is not a key of a listener (name, scope, persona, mechanisms, require-auth, require-tls)";
    }
    if (!is_label(value)) return "a listener's name is made of letters, digits, - and _";
    listener.name = value;
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
           (v.name.empty() ? "" : ",name=" + v.name) + (v.scope.empty() ? "" : ",scope=" + v.scope) +
           (v.persona.empty() ? "" : ",persona=" + v.persona) +
           (v.mechanisms.empty() ? "" : ",mechanisms=" + print_mechanisms(v.mechanisms, '+')) +
           print_switch("require-auth", v.require_auth) + print_switch("require-tls", v.require_tls);
}

}  // namespace mocksmtp::option_values
