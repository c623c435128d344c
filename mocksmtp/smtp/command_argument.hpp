// The text behind a verb, as the rows of the grammar take it apart. Private to mocksmtp/smtp.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/smtp/command.hpp"
#include "mocksmtp/smtp/grammar.hpp"

namespace mocksmtp::smtp {

// A grammar knows so few blanks that looking at each is faster than anything else.
inline bool is_in(std::string_view blanks, char c) {
    for (const char one : blanks)
        if (one == c) return true;
    return false;
}
// How many octets at the front are blanks, or none.
inline std::size_t blanks_at_front(std::string_view text, std::string_view blanks) {
    std::size_t count = 0;
    while (count < text.size() && is_in(blanks, text[count])) ++count;
    return count;
}
inline std::size_t word_at_front(std::string_view text, std::string_view blanks) {
    std::size_t count = 0;
    while (count < text.size() && !is_in(blanks, text[count])) ++count;
    return count;
}

// What a grammar row works on: the text behind the verb and where it stands in the line.
struct command_argument {
    std::string_view text;
    std::size_t offset;
    std::vector<base::diagnostic>& notes;
    std::optional<std::size_t>& secret_from;
    const grammar& how;
    bool space_noted = false;

    // One blank, or none, is as it should be; is one a TAB, the line is told of already.
    void skip_blanks() {
        const std::size_t blanks = blanks_at_front(text, how.blanks);
        if (blanks > 1) note_space();
        drop(blanks);
    }
    void note_space() {
        if (!std::exchange(space_noted, true))
            notes.push_back({base::diagnostic_code::command_space_wrong, {}, offset});
    }
    void drop(std::size_t octets) {
        text.remove_prefix(octets);
        offset += octets;
    }
    std::string_view take_word() {
        const std::string_view word = text.substr(0, word_at_front(text, how.blanks));
        drop(word.size());
        skip_blanks();
        return word;
    }
};

// MAIL and RCPT: a keyword, a path, parameters (RFC 5321 4.1.1.2, 4.1.1.3).
command mail_from(command_argument& rest);
command rcpt_to(command_argument& rest);

}  // namespace mocksmtp::smtp
