// Domain names in the two spellings that they have since they may hold any letter (RFC 5890 section 2.3.2.1).
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Its A-labels ("xn--mller-kva") as U-labels ("müller"; RFC 3492), all in lower case as far as Latin-1 reaches. A label
// that cannot be decoded stays. Unicode normalisation is not applied. Linear.
std::string readable_domain(std::string_view domain);

// The same text for every spelling: of a domain that has but one its lower case.
std::string comparable_domain(std::string_view domain);

// Whether they are two spellings of the same.
bool same_domain(std::string_view a, std::string_view b);

}  // namespace mocksmtp::mail
