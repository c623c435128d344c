// Bytes in the charsets mail is written in -> UTF-8, by iconv, saying what could not be done.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// U+FEFF in UTF-8, with which files may begin (RFC 3629 section 6).
inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

struct decoded_text {
    std::string text = {};      // always valid UTF-8
    bool charset_known = true;  // false: shown as if it were UTF-8
    bool lossy = false;         // something was no character of that charset and became U+FFFD
    std::size_t lossy_at = 0;   // the first octet of it
};

// The charset by its MIME name or by one of the aliases mailers use, ASCII case ignored. US-ASCII is read as
// UTF-8, its superset: that is what 8-bit text without a charset mostly is; ISO-8859-1 as windows-1252, GB 2312 as
// GB 18030, EUC-KR as code page 949, JIS X 0208 with the additions of NEC and IBM and Big5 with those of Hong Kong, as
// all readers do (WHATWG Encoding Standard sections 4.2 and 5). Where no byte order mark says
// otherwise UTF-16 and UTF-32 are big-endian (RFC 2781 section 4.3), "unicode" and "ucs-2" little-endian. Linear in the
// bytes.
decoded_text decode_charset(std::string_view bytes, std::string_view charset);

bool knows_charset(std::string_view charset);

// The first octet that is no character of the charset, or no part of one: US-ASCII taken at its word, and the controls
// of ISO 8859 for what they are under other names. Nothing if the charset is not known.
std::optional<std::size_t> first_undecodable(std::string_view bytes, std::string_view charset);

// Valid UTF-8 as it is; U+FFFD for each maximal ill-formed piece of the rest (Unicode 15.0, section 3.9).
std::string repair_utf8(std::string_view bytes);

}  // namespace mocksmtp::mail
