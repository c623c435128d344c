// A failed verification with everything that is asked to find out why.
#pragma once

#include "mocksmtp/verify/grounds.hpp"
#include "mocksmtp/verify/outcome.hpp"
#include "mocksmtp/verify/tried.hpp"

namespace mocksmtp::verify {

// Refers to what its maker keeps.
struct inquiry {
    const grounds& by;
    const verification& what;
    const outcome& seen;
    const tried& others;
    const tried& outside;  // of those who came so far that nobody can tell which scope they were after
};

}  // namespace mocksmtp::verify
