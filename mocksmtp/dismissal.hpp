// Which connections are ended at once, and how.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp {

struct dismissal {
    // Nothing: every connection, also those whose client has said nothing, or nothing since a reset.
    std::optional<std::vector<base::session_id>> only{};
    std::optional<rules::answer> farewell{};  // nothing: 421 in the persona's words
    smtp::hang_up::how way = smtp::hang_up::how::fin;
};

struct dismissed {
    std::size_t connections = 0;
    std::vector<base::session_id> sessions{};  // theirs, in their order
};

}  // namespace mocksmtp
