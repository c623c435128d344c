#include "api/json/pointer.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace api::json {

namespace {

std::string unescaped(std::string_view token) {
    std::string made;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        made += !escape ? token[i] : token[++i] == '0' ? '~' : '/';
    }
    return made;
}

}  // namespace

std::string pointer_to(const std::string& parent, std::string_view key) {
    std::string made = parent + '/';
    for (const char c : key) {
        if (c == '~' || c == '/')
            made += c == '~' ? "~0" : "~1";
        else
            made += c;
    }
    return made;
}

std::string pointer_to(const std::string& parent, std::size_t index) { return parent + '/' + std::to_string(index); }

std::vector<std::string> tokens_of(std::string_view pointer) {
    std::vector<std::string> tokens;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);  // the slash
        const auto end = std::min(pointer.find('/'), pointer.size());
        tokens.push_back(unescaped(pointer.substr(0, end)));
        pointer.remove_prefix(end);
    }
    return tokens;
}

std::optional<std::size_t> index_of(std::string_view token) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (token.empty() || error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
    return index;
}

bool is_related(std::string_view one, std::string_view other) {
    if (one.size() > other.size()) std::swap(one, other);
    return other.starts_with(one) && (other.size() == one.size() || other[one.size()] == '/');
}

std::string as_written(const value& document, std::string_view pointer) {
    std::string made;
    const value* here = &document;
    for (const std::string& token : tokens_of(pointer)) {
        const auto index = index_of(token);
        if (here->is_object() && here->contains(token)) {
            here = &(*here)[token];
            made = pointer_to(made, token);
        } else if (here->is_array() && index && *index < here->size()) {
            here = &(*here)[*index];
            made = pointer_to(made, *index);
        } else if (here->is_object() && !index) {
            return pointer_to(made, token);
        }
    }
    return made;
}

}  // namespace api::json
