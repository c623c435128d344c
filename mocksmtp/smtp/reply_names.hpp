// The words under which data speaks of replies.
#pragma once

#include <string_view>

#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp {

std::string_view name(reply_id which);  // "user_unknown"

}  // namespace mocksmtp::smtp
