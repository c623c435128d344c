// Finds addresses in plain text, where a mail reader would underline them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct text_url {
    std::string url;        // without what was a line break in it
    std::size_t begin = 0;  // where it stands in the text
    std::size_t end = 0;
};

// http, https and mailto, in order. Punctuation behind an address and brackets around it are no part of it; between
// angle brackets it may go on in the next line (RFC 3986 appendix C). Linear.
std::vector<text_url> find_urls(std::string_view text);

}  // namespace mocksmtp::mail
