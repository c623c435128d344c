// Base64 as RFC 4648 section 4 has it: strict for protocols, lenient for the bodies of mail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::base {

// One line, padded, of any length.
std::string encode_base64(std::string_view bytes);

// Takes the canonical form only: no white space, full padding, no stray bits under the padding, nothing
// after it. Anything else is nullopt.
std::optional<std::string> decode_base64(std::string_view text);

struct lenient_base64 {
    std::string bytes;
    bool intact = true;  // canonical once white space was taken out
};

// What a mail reader would make of it: skips white space and every other foreign character (RFC 2045
// section 6.8), does without padding, reads on after padding in the middle, drops an incomplete last octet.
lenient_base64 decode_base64_leniently(std::string_view text);

struct base64_flaw {
    enum class kind { foreign_octet, padding_inside, cut_short };
    kind what = kind::foreign_octet;
    std::size_t at = 0;  // of the octet that shows it
};

// The first thing that a strict reader would refuse; white space may stand anywhere, stray bits under the padding pass.
std::optional<base64_flaw> find_base64_flaw(std::string_view text);

}  // namespace mocksmtp::base
