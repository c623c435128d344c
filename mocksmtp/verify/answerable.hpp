// Whether a verification that was made in C++ asks for what there can be.
#pragma once

#include <string>

#include "mocksmtp/verify/verification.hpp"

namespace mocksmtp::verify {

// What it asks for and no item can have, so that to forbid it would forbid nothing: a field that such items do not
// know, a word that is none of the field's. One line with where it stands, "expect[0].which: sessions do not know
// subject; messages do"; empty: there is nothing of the kind.
std::string why_unanswerable(const verification& what);

}  // namespace mocksmtp::verify
