// The lists of name=value that DIGEST-MD5 messages are made of (RFC 2831 section 7.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::sasl {

struct directive {
    std::string name;   // in lower case
    std::string value;  // without quotes and backslashes

    friend bool operator==(const directive&, const directive&) = default;
};
using directives = std::vector<directive>;  // in the order they stand in

// White space and empty elements are skipped; a value without quotes may be any visible octets but comma and quote.
// Anything else is nullopt.
std::optional<directives> read_directives(std::string_view text);

// The first of that name, nullptr if there is none.
const std::string* value_of(const directives& all, std::string_view name);

// The value in quotes, with a backslash before what needs one.
std::string quoted(std::string_view value);

// A list within one value: "auth,auth-int". In lower case, without empty elements.
std::vector<std::string> elements_of(std::string_view value);

}  // namespace mocksmtp::sasl
