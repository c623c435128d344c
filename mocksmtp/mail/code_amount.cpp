#include "mocksmtp/mail/code_amount.hpp"

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/code_word_lists.hpp"
#include "mocksmtp/mail/latin_word.hpp"

namespace mocksmtp::mail {

bool begins_with_unit(std::string_view text) {
    if (text.starts_with(' ')) text.remove_prefix(1);
    return is_listed(unit_words, in_lower_case(text.substr(0, word_length(text.substr(0, 40))))) ||
           any_listed(unit_signs, [&](std::string_view sign) { return text.starts_with(sign); });
}

bool ends_with_amount(std::string_view text) {
    if (text.ends_with(' ')) text.remove_suffix(1);
    if (text.ends_with(')') && text.size() > 1 && base::is_digit(text[text.size() - 2])) return true;
    return any_listed(currencies, [&](std::string_view sign) { return text.ends_with(sign); });
}

}  // namespace mocksmtp::mail
