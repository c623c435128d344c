// Passwords in lines that are no command: a mistyped AUTH, or its response where none is awaited.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace mocksmtp::smtp {

// From which octet on an unknown command may be a secret; nothing where it looks like none. That is what follows a verb
// that resembles AUTH or has it inside, and any word that is the response of PLAIN: base64 of text with NULs (RFC
// 4616).
std::optional<std::size_t> misplaced_secret(std::string_view line);

}  // namespace mocksmtp::smtp
