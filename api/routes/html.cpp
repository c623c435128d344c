#include "api/routes/html.hpp"

#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string_view entity_of(char c) {
    switch (c) {
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '&':
            return "&amp;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == 127; }

}  // namespace

std::string escaped(std::string_view text) {
    std::string made;
    made.reserve(text.size() + text.size() / 16);
    while (!text.empty()) {
        const auto length = mocksmtp::base::utf8_length(text);
        if (const auto entity = entity_of(text[0]); !entity.empty())
            made += entity;
        else if (length == 0 || is_control(text[0]))
            made += replacement;
        else
            made += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return made;
}

}  // namespace api::routes
