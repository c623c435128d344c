// Whether an address list follows the grammar to the letter (RFC 5322 section 3.4), where mail::parse_mailboxes() would
// read almost anything.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "mocksmtp/diagnosis/flaw.hpp"

namespace mocksmtp::diagnosis {

struct checked_addresses {
    std::size_t entries = 0;     // mailboxes and groups between the commas, faulty ones too
    std::vector<flaw> faults;    // in no grammar
    std::vector<flaw> antiques;  // in the obsolete one of section 4.4
};

// Takes a raw value, folding and all; the views of the flaws are into it. Octets above 127 are letters (RFC 6532
// section 3.2). A group may stand wherever a mailbox may (RFC 6854). An encoded word in a name is one word, and holds
// no special (RFC 2047 section 5, rule 3). White space around the "@", which section 3.4.1 advises against, counts as
// obsolete. Linear; keeps at most a few flaws.
checked_addresses check_addresses(std::string_view raw);

}  // namespace mocksmtp::diagnosis
