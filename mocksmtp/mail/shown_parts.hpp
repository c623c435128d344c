// Which parts of a message a mail reader shows as its text, and which as its HTML.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/part.hpp"

namespace mocksmtp::mail {

// The parts of that type, in order, that are no attachments and carry no file name: of the parts of a multipart all
// (RFC 2046 section 5.1.3), of multipart/alternative and multipart/related those in the first that has any, or in the
// one that `start` names (RFC 2387 section 3.2). Where there is none, the first with a file name that is the whole
// message, says that it is to be shown inline (RFC 2183 section 2.1), or stands in a multipart/alternative. None of a
// message inside. The pointers are into `parts`; linear in parts and nesting.
std::vector<const part*> choose_shown(const std::vector<part>& parts, std::string_view type);

// One after another, each beginning a line. Nothing if there are none.
std::optional<decoded_body> decode_shown(const std::vector<const part*>& shown);

}  // namespace mocksmtp::mail
