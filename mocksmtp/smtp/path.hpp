// Reverse-paths and forward-paths of MAIL and RCPT, strict or as clients really write them (RFC 5321 4.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"

namespace mocksmtp::smtp {

struct parsed_path {
    std::string address;                  // without angle brackets and source route; empty: the null path "<>"
    bool ascii = true;                    // false asks for SMTPUTF8 (RFC 6531)
    std::vector<base::diagnostic> notes;  // the leniencies that were needed
};

// Takes a path from the front of `rest`, which begins behind the colon and loses what was taken; `offset` is where in
// the line that is, for the diagnostics. Nothing where no reading of it is an address.
std::optional<parsed_path> take_path(std::string_view& rest, std::size_t offset);

// The domain of an address, without its "@"; empty where it has none.
std::string_view domain_of(std::string_view address);

// Whether this is what EHLO may be followed by: a fully qualified domain name or an address literal (4.1.1.1).
bool is_ehlo_name(std::string_view name);

}  // namespace mocksmtp::smtp
