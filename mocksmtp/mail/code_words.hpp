// What the words around a number say it is, in English, German, French, Spanish, Italian, Portuguese, Dutch and
// Japanese.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

enum class hint {
    code,   // a one-time code, a password
    other,  // an order, an invoice, a customer ...
    never,  // a telephone number, an amount, a postal code, the end of a card's number
};

struct hinting_word {
    hint says = hint::code;
    std::size_t begin = 0;  // where it stands in the text
    std::size_t end = 0;
};

// In order. "postal code" is no code.
std::vector<hinting_word> find_hints(std::string_view text);

// Whether nothing but "is" and the like, in any of these languages, stands between a word and a number.
bool is_link_between(std::string_view text);

}  // namespace mocksmtp::mail
