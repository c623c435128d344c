// The message ids that Message-ID, In-Reply-To and References hold (RFC 5322 section 3.6.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

// Takes an unfolded value. Each id with its angle brackets, in order; comments, and the words of the obsolete syntax
// (section 4.5.4), are passed over. Always valid UTF-8; linear.
std::vector<std::string> parse_message_ids(std::string_view unfolded);

}  // namespace mocksmtp::mail
