// Which diagnostics can be turned into refusals.
#pragma once

#include "mocksmtp/smtp/diagnostic.hpp"

namespace mocksmtp::smtp {

// False for what is known only when there is nothing left to refuse: a client that is gone, input that is dropped
// anyway.
constexpr bool can_be_refused(diagnostic_code code) {
    return code != diagnostic_code::no_quit && code != diagnostic_code::plaintext_behind_starttls &&
           code != diagnostic_code::talked_before_reply;
}

}  // namespace mocksmtp::smtp
