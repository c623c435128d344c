#include "mocksmtp/sasl/directives.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

// Reads from the front of what is left; what cannot be read stands still and is told by nullopt.
struct scanner {
    std::string_view left;

    void skip_space() {
        while (!left.empty() && base::is_space(left.front())) left.remove_prefix(1);
    }
    bool take(char wanted) {
        if (left.empty() || left.front() != wanted) return false;
        left.remove_prefix(1);
        return true;
    }
    std::optional<std::string> name() {
        return run([](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_'; });
    }
    std::optional<std::string> value() {
        if (take('"')) return rest_of_quoted();
        return run([](char c) { return c != ',' && c != '"' && static_cast<unsigned char>(c) > ' ' && c != '\x7f'; });
    }

private:
    template <class Belongs>
    std::optional<std::string> run(Belongs belongs) {
        const auto* end = std::find_if_not(left.begin(), left.end(), belongs);
        std::string text(left.begin(), end);
        left.remove_prefix(text.size());
        return text.empty() ? std::nullopt : std::optional(std::move(text));
    }
    std::optional<std::string> rest_of_quoted() {
        std::string text;
        while (!left.empty()) {
            if (take('"')) return text;
            if (take('\\') && left.empty()) break;
            text += left.front();
            left.remove_prefix(1);
        }
        return std::nullopt;
    }
};

}  // namespace

std::optional<directives> read_directives(std::string_view text) {
    directives all;
    scanner from{text};
    for (;;) {
        from.skip_space();
        if (from.take(',')) continue;
        if (from.left.empty()) return all;
        const auto name = from.name();
        from.skip_space();
        if (!name || !from.take('=')) return std::nullopt;
        from.skip_space();
        auto value = from.value();
        from.skip_space();
        if (!value || (!from.left.empty() && !from.take(','))) return std::nullopt;
        all.push_back({.name = base::to_lower(*name), .value = std::move(*value)});
    }
}

const std::string* value_of(const directives& all, std::string_view name) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const directive& one) { return one.name == name; });
    return at == all.end() ? nullptr : &at->value;
}

std::string quoted(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

std::vector<std::string> elements_of(std::string_view value) {
    std::vector<std::string> all;
    for (std::size_t from = 0; from < value.size();) {
        const std::size_t comma = std::min(value.find(',', from), value.size());
        const std::string_view element = base::trim(value.substr(from, comma - from));
        if (!element.empty()) all.push_back(base::to_lower(element));
        from = comma + 1;
    }
    return all;
}

}  // namespace mocksmtp::sasl
