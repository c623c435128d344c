// What HTML says of its own charset.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// The charset that a meta element among the first 1024 octets names, the first that is known (HTML standard section
// 13.2.3.2). Nothing where there is none, or where a byte order mark says that it is UTF-8 anyway.
std::optional<std::string> html_charset(std::string_view octets);

}  // namespace mocksmtp::mail
