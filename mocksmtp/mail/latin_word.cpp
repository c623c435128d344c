#include "mocksmtp/mail/latin_word.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

std::size_t letter_length(std::string_view text) {
    if (base::is_alpha(text.front())) return 1;
    const auto lead = static_cast<unsigned char>(text.front());
    return lead >= 0xC3 && lead <= 0xC5 && text.size() > 1 ? 2 : 0;
}

}  // namespace

std::size_t word_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size()) {
        const std::size_t letter = letter_length(text.substr(length));
        if (letter == 0) break;
        length += letter;
    }
    return length;
}

std::string in_lower_case(std::string_view word) {
    std::string made = base::to_lower(word);
    for (std::size_t i = 1; i < made.size(); ++i) {
        const auto octet = static_cast<unsigned char>(made[i]);
        if (made[i - 1] == '\xC3' && octet >= 0x80 && octet <= 0x9E) made[i] = static_cast<char>(octet + 0x20);
    }
    return made;
}

bool is_listed(std::string_view list, std::string_view word) {
    return any_listed(list, [&](std::string_view listed) { return listed == word; });
}

}  // namespace mocksmtp::mail
