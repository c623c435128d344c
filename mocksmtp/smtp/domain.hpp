// Domain names and address literals as SMTP writes them (RFC 5321 4.1.2 and 4.1.3).
#pragma once

#include <string_view>

namespace mocksmtp::smtp {

// Labels of 1 to 63 letters, digits and hyphens, none of which stands at an end of one, 255 octets in all (RFC 1035
// 2.3.4); one label is enough. What is beyond ASCII counts as letters (RFC 6531 3.3). Four numbers are no name (RFC
// 1123 2.1).
bool is_domain_name(std::string_view text);

// "[192.0.2.1]" or "[IPv6:2001:db8::1]", the only tag that is registered.
bool is_address_literal(std::string_view text);

}  // namespace mocksmtp::smtp
