#include "mocksmtp/sasl/gs2.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

bool is_binding_character(char c) { return base::is_alphanumeric(c) || c == '.' || c == '-'; }

bool read_flag(std::string_view text, gs2_header& into) {
    if (text == "n" || text == "y") {
        into.binding = text.front();
        return true;
    }
    if (text.size() < 3 || text.substr(0, 2) != "p=") return false;
    into.binding = 'p';
    into.binding_type = text.substr(2);
    return std::all_of(into.binding_type.begin(), into.binding_type.end(), is_binding_character);
}

}  // namespace

std::optional<gs2_header> parse_gs2_header(std::string_view message) {
    const auto first = message.find(',');
    if (first == message.npos) return std::nullopt;
    const auto second = message.find(',', first + 1);
    if (second == message.npos) return std::nullopt;
    gs2_header made;
    if (!read_flag(message.substr(0, first), made)) return std::nullopt;
    const auto named = message.substr(first + 1, second - first - 1);
    if (!named.empty()) {
        if (named.size() < 3 || named.substr(0, 2) != "a=") return std::nullopt;
        made.authzid = decode_saslname(named.substr(2));
        if (!made.authzid) return std::nullopt;
    }
    made.length = second + 1;
    return made;
}

std::optional<std::string> decode_saslname(std::string_view text) {
    std::string name;
    while (!text.empty()) {
        const auto plain = text.substr(0, text.find('='));
        name += plain;
        text.remove_prefix(plain.size());
        if (text.empty()) break;
        const auto escape = text.substr(0, 3);
        if (escape != "=2C" && escape != "=3D") return std::nullopt;
        name += escape == "=2C" ? ',' : '=';
        text.remove_prefix(escape.size());
    }
    return name;
}

}  // namespace mocksmtp::sasl
