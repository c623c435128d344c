// Decodes the encoded words of RFC 2047 (=?charset?B or Q?text?=) in header values.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// The value must be unfolded already. White space between neighbouring encoded words goes; neighbours of the same
// charset are converted together, because mailers cut characters in two. A language behind the charset (RFC 2231
// section 5) is passed over. Beyond RFC 2047, words are decoded wherever they stand (in quoted strings, glued to
// text), may be of any length, may hold spaces, and may lack base64 padding: mail readers show all of these decoded.
// What is no encoded word, or is in an unknown charset, stays as it is written. Always valid UTF-8; linear.
std::string decode_encoded_words(std::string_view value);

// What looks like an encoded word, taken apart but not decoded.
struct encoded_word {
    std::string_view charset;  // without the language
    char encoding = 'q';       // as written, in lower case
    std::string_view payload;  // up to the next question mark
    std::size_t length = 0;    // of the word as written; of what there is of it if it is not closed
    bool closed = false;       // "?=" stands behind the payload
};

// The word at the start of the text, which begins with "=?"; nullopt if no charset and one letter follow. No question
// mark may stand inside its fields, so this never looks further than three of them: reading on behind each keeps
// the whole linear.
std::optional<encoded_word> read_encoded_word(std::string_view text);

// The octets that the payload spells, leniently; nullopt if it is in neither of the two encodings.
std::optional<std::string> decode_payload(const encoded_word& word);

}  // namespace mocksmtp::mail
