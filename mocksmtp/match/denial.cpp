#include "mocksmtp/match/denial.hpp"

#include <string>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/regex.hpp"
#include "mocksmtp/match/slips.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {
namespace {

std::optional<std::size_t> place_of(std::string_view part, bool ignore_case, std::string_view text) {
    const auto at = ignore_case ? base::to_lower(text).find(base::to_lower(part)) : text.find(part);
    return at == text.npos ? std::nullopt : std::optional(at);
}

std::optional<std::size_t> place_of_match(const std::string& regex, bool ignore_case, std::string_view text) {
    const auto made = compile_regex(regex, ignore_case ? letter_case::ignored : letter_case::matters);
    const auto* compiled = std::get_if<match::regex>(&made);
    const auto found = compiled != nullptr ? compiled->first_in(text) : std::nullopt;
    if (!found || found->empty() || !found->front()) return std::nullopt;
    return static_cast<std::size_t>(found->front()->data() - text.data());
}

// Of the part that makes the pattern match this text.
std::optional<std::size_t> place_of(const field& on, const pattern& one, std::string_view text) {
    if (!would_match(on, one, values::one(text))) return std::nullopt;
    if (one.contains) return place_of(*one.contains, one.ignore_case, text);
    if (one.regex) return place_of_match(*one.regex, one.ignore_case, text);
    if (one.suffix) return text.size() - one.suffix->size();
    for (const pattern& each : one.any_of)
        if (const auto at = place_of(on, each, text)) return at;
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_forbidden(const field& on, const pattern& wanted, std::string_view text) {
    for (const pattern& each : wanted.unless)
        if (const auto at = place_of(on, each, text)) return at;
    for (const pattern& each : wanted.none.value_or(std::vector<pattern>()))
        if (const auto at = place_of(on, each, text)) return at;
    return std::nullopt;
}

}  // namespace mocksmtp::match
