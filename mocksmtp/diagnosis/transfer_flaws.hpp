// What is wrong with content in quoted-printable, and where decoded octets stood (RFC 2045 section 6).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::diagnosis {

struct transfer_flaw {
    std::string_view what;  // for people
    std::size_t at = 0;
};

struct quoted_printable_flaws {
    std::optional<transfer_flaw> broken;    // the first that RFC 2045 section 6.7 forbids
    std::optional<std::size_t> lower_case;  // the first escape with a digit in lower case
};

// Bare CRs and NULs are left to others, and a soft line break may be the last octet, as Perl's encoder leaves it.
// Linear.
quoted_printable_flaws find_quoted_printable_flaws(std::string_view text);

// Where in content without flaws the octet stands that is number `decoded` once the encoding is undone.
std::size_t encoded_offset(std::string_view text, mail::transfer_encoding encoding, std::size_t decoded);

}  // namespace mocksmtp::diagnosis
