// The pieces of what is wrong with the header of a message, each of which looks at one side of it.
#pragma once

#include <vector>

#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/diagnosis/findings.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/mail/header.hpp"

namespace mocksmtp::diagnosis {

using header_fields = std::vector<mail::header_field>;

// Adds that flaw of the field's value.
void add_flaw(findings& found, base::diagnostic_code code, const mail::header_field& field, const flaw& what);

// The first field of that name; null if there is none.
const mail::header_field* first_of(const header_fields& fields, std::string_view name);

// Whether the header, all that stands in front of a body, ends with an empty line.
bool is_closed_header(std::string_view header);

// Whether an empty line stands between header and body, or there is no body at all.
bool header_is_closed(const mail::view& message);

void diagnose_header_lines(const mail::view& message, findings& found);
void diagnose_space_before_colon(const mail::header_field& field, findings& found);
void diagnose_header_octets(const header_fields& fields, bool utf8_declared, findings& found);
void diagnose_header_injection(const mail::view& message, findings& found);
void diagnose_header_in_body(const mail::view& message, findings& found);
void diagnose_header_words(const header_fields& fields, findings& found);
void diagnose_header_presence(const header_fields& fields, findings& found);
void diagnose_header_resent(const header_fields& fields, findings& found);
void diagnose_header_addresses(const header_fields& fields, findings& found);
void diagnose_header_values(const header_fields& fields, findings& found);
void diagnose_header_list(const header_fields& fields, findings& found);

}  // namespace mocksmtp::diagnosis
