// Neighbouring encoded words of one charset, and what is wrong with what they say together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/diagnosis/findings.hpp"
#include "mocksmtp/mail/header.hpp"

namespace mocksmtp::diagnosis {

struct decoded_word {
    std::string_view charset;
    std::string octets;
    std::string_view source;  // as written
};

// Never empty. Tells of unknown charsets, octets that are no characters, characters cut in two (RFC 2047 section 5),
// and control characters, a line end with a header field behind it above all.
void check_word_run(const mail::header_field& field, const std::vector<decoded_word>& run, findings& found);

}  // namespace mocksmtp::diagnosis
