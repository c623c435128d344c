// Reads a value with parameters by the letter of its grammar (RFC 2045 section 5.1, RFC 2231), where
// mail::parse_parameters() makes the best of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::diagnosis {

// Views into the raw value.
struct written_parameter {
    std::string name;        // lower case, with the asterisks of RFC 2231
    std::string_view value;  // as it stands, quotation marks and all
    bool quoted = false;
};

struct parameter_mistake {
    enum class kind { grammar, encoded_word, eight_bit };
    kind what = kind::grammar;
    std::string why;         // for people; names the parameter
    std::string_view where;  // non-empty, but for what is missing at the end
};

constexpr std::size_t most_parameter_mistakes = 100;  // of one value; it is read no further then

struct parameter_syntax {
    std::string_view main;  // main_value
    std::vector<written_parameter> parameters;
    std::vector<parameter_mistake> mistakes;  // one for each parameter at most

    // The first parameter of that name (lower case), in whichever form of RFC 2231; null if there is none.
    const written_parameter* find(std::string_view name) const;
};

// All in front of the first semicolon, comments and white space too.
std::string_view main_value(std::string_view raw);

// Takes a raw value, still folded. An encoded word or an octet above 127 is a mistake of its own kind, which may be
// none to those who know more. Linear but for the sorting of names.
parameter_syntax read_parameter_syntax(std::string_view raw);

// token "/" token, and token alone, comments and white space between them as RFC 822 has it.
bool is_media_type(std::string_view main);
bool is_disposition_type(std::string_view main);

}  // namespace mocksmtp::diagnosis
