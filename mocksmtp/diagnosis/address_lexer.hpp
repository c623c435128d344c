// Cuts an address list into its lexical pieces (RFC 5322 section 3.2).
#pragma once

#include <string_view>

namespace mocksmtp::diagnosis {

enum class lexeme_kind {
    end,
    atom,            // octets above 127 count as letters (RFC 6532)
    encoded,         // an encoded word (RFC 2047), which only looks like an atom
    quoted,          // quotes included
    domain_literal,  // brackets included
    special,         // one of . @ < > , ; : and what stands nowhere
    not_closed,      // a quoted string, comment or domain literal that takes up all the rest
};

struct lexeme {
    lexeme_kind kind = lexeme_kind::end;
    std::string_view text;
    bool behind_gap = false;  // white space or comments stand in front of it

    bool is(char c) const { return kind == lexeme_kind::special && text.front() == c; }
    bool is_word() const {
        return kind == lexeme_kind::atom || kind == lexeme_kind::encoded || kind == lexeme_kind::quoted;
    }
};

bool is_atom_text(char c);

// The lexeme that the text begins with, which is taken from it together with what stands in front.
lexeme take_lexeme(std::string_view& text);

}  // namespace mocksmtp::diagnosis
