// Words in Latin script, told apart without locale or tables.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Octets of the word that the text begins with; 0: none. Letters are those of ASCII and U+00C0 to U+017F.
std::size_t word_length(std::string_view text);

// ASCII and Latin-1 letters.
std::string in_lower_case(std::string_view word);

// Whether the word is one of a list with blanks between them.
bool is_listed(std::string_view list, std::string_view word);

// Calls `which` with the words of such a list until it says yes; whether it did.
template <class predicate>
bool any_listed(std::string_view list, predicate which) {
    while (!list.empty()) {
        const std::string_view word = list.substr(0, list.find(' '));
        if (which(word)) return true;
        list.remove_prefix(word.size() == list.size() ? word.size() : word.size() + 1);
    }
    return false;
}

}  // namespace mocksmtp::mail
