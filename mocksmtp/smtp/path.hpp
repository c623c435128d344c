// Reverse-paths and forward-paths of MAIL and RCPT, strict or as clients really write them (RFC 5321 4.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"

namespace mocksmtp::smtp {

// What may be remarkable about a path, which servers take or refuse each as they like.
enum class path_trait {
    space_before,        // parsed_path::space_before
    bare,                // no angle brackets
    unclosed,            // "<" without ">"
    unopened,            // ">" without "<"
    junk_behind,         // something follows ">" without a blank
    null_path,           // "<>"
    without_domain,      // no "@"
    without_local_part,  // "@" first
    quoted,              // a local part in quotes
    not_dot_string,      // dots at the ends or two together, or characters that need quotes
    long_local_part,     // over 64 octets
    long_path,           // over 253 octets
    long_domain,         // over 253 octets
    source_route,        // "@a:b@c"
    literal,             // a domain in square brackets
    bad_literal,         // no IPv4 or IPv6 address stands in them
    unknown_host,        // a domain under .invalid, which exists nowhere (RFC 6761 6.4)
    localhost,           // the domain "localhost"
    bad_domain,          // anything else that is no domain
    percent,             // "%" or "!" in the local part: a route of before there were domains
    pipe,                // "|" or "/" first in the local part
    non_ascii,
    unreadable,  // no address can be made of it
};

// The word under which a persona names it.
std::string_view name(path_trait trait);

// Its views are into the line it was read from.
struct parsed_path {
    std::string_view address;             // without angle brackets and source route; empty: the null path "<>"
    bool ascii = true;                    // false asks for SMTPUTF8 (RFC 6531)
    std::vector<base::diagnostic> notes;  // the leniencies that were needed
    std::string_view written{};           // as the client wrote it, angle brackets and source route included
    bool space_before = false;            // between colon and path
};

// Takes a path from the front of `rest`, which begins behind the colon and loses what was taken; `offset` is where in
// the line that is, for the diagnostics. Nothing where no reading of it is an address.
std::optional<parsed_path> take_path(std::string_view& rest, std::size_t offset);

// Takes what stands in the place of a path, be it one or not: only its traits tell.
parsed_path take_any_path(std::string_view& rest);

// What is remarkable about a path.
std::vector<path_trait> traits_of(const parsed_path& path);

// The domain of an address, without its "@"; empty where it has none.
std::string_view domain_of(std::string_view address);

// Whether this is what EHLO may be followed by: a fully qualified domain name (its A-labels, RFC 6531 3.7.1) or an
// address literal (4.1.1.1).
bool is_ehlo_name(std::string_view name);

}  // namespace mocksmtp::smtp
