#include "mocksmtp/mail/codes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/code_place.hpp"
#include "mocksmtp/mail/code_shape.hpp"
#include "mocksmtp/mail/code_text.hpp"

namespace mocksmtp::mail {
namespace {

// Smaller is better.
enum class likelihood { said_and_shown, said, shown, possible };

struct candidate {
    std::string value;
    likelihood how = likelihood::possible;
};

std::optional<likelihood> judge(std::string_view text, const code_shape& shape) {
    const code_place place = look_around(text, shape.begin, shape.end);
    if (place.says == hint::never && shape.digits) return std::nullopt;
    const bool said = place.says == hint::code;
    const bool shown = place.alone || place.at_once;
    if (shape.doubtful && !(said && shown)) return std::nullopt;
    if (said) return shown ? likelihood::said_and_shown : likelihood::said;
    return place.alone ? likelihood::shown : likelihood::possible;
}

// Most mail has none, and is not looked at any closer.
bool may_hold_code(std::string_view text) {
    constexpr std::string_view full_width = "\xEF\xBC";
    return std::ranges::any_of(text, base::is_digit) || text.find(full_width) != text.npos;
}

void find_in(std::string_view given, std::vector<candidate>& found, std::map<std::string, std::size_t>& seen) {
    if (!may_hold_code(given)) return;
    const std::string text = text_for_codes(given);
    for (code_shape& shape : find_code_shapes(text)) {
        const auto how = judge(text, shape);
        if (!how) continue;
        const auto [known, is_new] = seen.try_emplace(shape.value, found.size());
        if (is_new)
            found.push_back({std::move(shape.value), *how});
        else
            found[known->second].how = std::min(found[known->second].how, *how);
    }
}

}  // namespace

std::vector<code> find_codes(std::span<const std::string_view> texts) {
    std::vector<candidate> found;
    std::map<std::string, std::size_t> seen;  // where in `found`
    for (const auto text : texts) find_in(text.substr(0, longest_text_with_codes), found, seen);
    std::ranges::stable_sort(found, {}, &candidate::how);
    std::vector<code> made;
    made.reserve(found.size());
    for (candidate& one : found) made.push_back({std::move(one.value), one.how <= likelihood::said});
    return made;
}

}  // namespace mocksmtp::mail
