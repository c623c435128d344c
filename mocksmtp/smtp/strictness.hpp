// Which diagnostics can be turned into refusals.
#pragma once

#include "mocksmtp/base/diagnostic.hpp"

namespace mocksmtp::smtp {

// False for what is known only when there is nothing left to refuse: a client that is gone, input that is dropped
// anyway; and for what is a limit of our own.
constexpr bool can_be_refused(base::diagnostic_code code) {
    return code != base::diagnostic_code::no_quit && code != base::diagnostic_code::plaintext_behind_starttls &&
           code != base::diagnostic_code::talked_before_reply && code != base::diagnostic_code::parts_left_out;
}

}  // namespace mocksmtp::smtp
