// Text whose paragraphs were cut into lines for the way (RFC 3676), put together again.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Lines end in LF. Soft breaks go, with the space in front of them if `delsp` says so (section 4.1); lines of
// different quoting are never joined, and a signature's "-- " is no soft break (section 4.3); stuffed spaces go
// (section 4.4). A quoted paragraph keeps its marks once, in front. Linear.
std::string unflow(std::string_view text, bool delsp);

}  // namespace mocksmtp::mail
