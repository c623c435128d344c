// Why an expectation does not hold, in one clause: the sentence that stands first in a report.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mocksmtp/verify/candidates.hpp"
#include "mocksmtp/verify/inquiry.hpp"

namespace mocksmtp::verify {

// Of the expectation with this index, whose nearest candidates are these; empty: the numbers say it all.
std::string cause_of(const inquiry& in, std::size_t index, const std::vector<candidate>& nearest);

// "listener smtp does not accept connections"; empty: all do.
std::string closed_listeners(const grounds& by);

// Of an upper bound on what the filter asks for that was watched to the end, with a transaction open all the time.
std::string unrest(const inquiry& in, const match::filter& wanted = {},
                   match::item_kind what = match::item_kind::message);

// "rule no-bob is spent after 1 hit, and let s5 pass": of rules that were asked again and would have acted before.
struct spent_rule {
    std::string clause;
    base::session_id passed;
};
std::vector<spent_rule> spent_rules(const grounds& by);

}  // namespace mocksmtp::verify
