// Values with parameters, as in Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2183, RFC 2231).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct parameter {
    std::string name;          // lower case, without RFC 2231's asterisks and section numbers
    std::string value;         // valid UTF-8; encoded words, which do not belong here, are left as they are
    bool extended = false;     // it, or a section of it, was written with a charset (RFC 2231 section 4)
    bool undecodable = false;  // so written, but some octets are no characters of that charset, if it is known
};

struct parameterised_value {
    std::string value;                  // lower case, without white space and comments: "text/plain"
    std::vector<parameter> parameters;  // in order of first appearance, each name once

    // The parameter (name in lower case), and its value; or null. Valid as long as this object is unchanged.
    const parameter* find_parameter(std::string_view name) const;
    const std::string* find(std::string_view name) const;
};

// Takes an unfolded value. Quoted strings, comments, RFC 2231 charsets and continuations are understood; an extended
// parameter (name*) wins over a continued one (name*0), that over a plain one; of equals the first wins. Unquoted
// values may hold spaces, as mailers write file names. Linear but for the sorting of names.
parameterised_value parse_parameters(std::string_view unfolded);

}  // namespace mocksmtp::mail
