// Decodes the encoded words of RFC 2047 (=?charset?B or Q?text?=) in header values.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::mail {

// The value must be unfolded already. White space between neighbouring encoded words goes; neighbours of the same
// charset are converted together, because mailers cut characters in two. A language behind the charset (RFC 2231
// section 5) is passed over. Beyond RFC 2047, words are decoded wherever they stand (in quoted strings, glued to
// text), may be of any length, may hold spaces, and may lack base64 padding: mail readers show all of these decoded.
// What is no encoded word, or is in an unknown charset, stays as it is written. Always valid UTF-8; linear.
std::string decode_encoded_words(std::string_view value);

}  // namespace mocksmtp::mail
