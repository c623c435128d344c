// What the personas' data is written with.
#pragma once

#include <initializer_list>
#include <string_view>

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

enum class then { stays, hangs_up };

// "250 2.1.0 Ok", further lines behind LF, or nothing for a server that goes without a word.
struct words {
    smtp::reply_id id;
    std::string_view text;
    then what = then::stays;
};

void reword(smtp::persona& face, std::initializer_list<words> all);

// Words for one case alone, as a grammar's refusals take them.
inline smtp::reply_template said(std::string_view text) { return smtp::words_from(text); }

// The mechanisms of a list, separated by blanks.
std::vector<smtp::mechanism_offer> mechanisms(std::string_view names,
                                              smtp::mechanism_offer::when time = smtp::mechanism_offer::when::always);

}  // namespace mocksmtp::personas
