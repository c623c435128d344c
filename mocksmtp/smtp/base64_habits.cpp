#include "mocksmtp/smtp/base64_habits.hpp"

#include <algorithm>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::smtp {

std::optional<std::string> read_base64(std::string_view text, base64_reading how) {
    if (how == base64_reading::lenient) return base::decode_base64_leniently(text).bytes;
    if (how == base64_reading::excess_padding) {
        const std::size_t end = text.find_last_not_of('=') + 1;
        if (end != 0 && end % 4 == 0) text = text.substr(0, end);
    }
    return base::decode_base64(text);
}

base64_fault find_fault(std::string_view text) {
    const std::size_t whole = text.size() - text.size() % 4;
    std::size_t padding = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = base::is_alphanumeric(text[i]) || text[i] == '+' || text[i] == '/';
        const bool may_pad = text[i] == '=' && i % 4 >= 2;
        if (padding != 0 ? text[i] != '=' || i % 4 == 0 : !digit && !may_pad) return {.at = i, .cut_short = i >= whole};
        if (text[i] == '=') ++padding;
    }
    return {.at = whole, .cut_short = whole != text.size()};
}

reply_id fault_id(const reply_book& replies, const base64_fault& what, bool initial) {
    if (what.cut_short && replies.find(reply_id::auth_incomplete_base64) != nullptr)
        return reply_id::auth_incomplete_base64;
    return initial ? reply_id::auth_bad_base64_initial : reply_id::auth_bad_base64;
}

}  // namespace mocksmtp::smtp
