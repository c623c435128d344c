// Where the thing that is missing was seen instead.
#pragma once

#include <string>

#include "mocksmtp/verify/grounds.hpp"
#include "mocksmtp/verify/outcome.hpp"

namespace mocksmtp::verify {

// Each answers one clause, or nothing. As expected is what is also as it must be.

// "m1 in scope w3 is as expected": in one of the scopes beside this one, and not in this one as well.
std::string in_another_scope(const grounds& by, const expectation& what);

// "the newest mail of scope default is m1 to <bob@example.test>": of what belongs to none of the named scopes.
std::string newest_of_none(const grounds& by);

// "m2 is as expected, but older than since 1.7", or "... since mark:reset".
std::string before_since(const grounds& by, const expectation& what, const finding& found, std::uint64_t since);

// "m1 has it in its To header, but not in its envelope (RCPT TO)", and the other ways round; of none that has matched.
std::string at_another_place(const grounds& by, const expectation& what, const finding& found, std::uint64_t since);

// "mail from <a> to <b> began before the reset, and was not stored": the last that fits as far as its envelope tells.
// "s1 logged in as "shop" before the reset": of AUTH attempts, the first client that still is.
std::string before_reset(const grounds& by, const expectation& what);

}  // namespace mocksmtp::verify
