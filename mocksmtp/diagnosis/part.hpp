// The pieces of the diagnosis of parts, each of which looks at one side of one part, or of all of them.
#pragma once

#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/diagnosis/findings.hpp"
#include "mocksmtp/diagnosis/part_report.hpp"
#include "mocksmtp/mail/view.hpp"

namespace mocksmtp::diagnosis {

// The lines, octets and encoded words of the header of a part that stands in a multipart.
void diagnose_part_header(const part_report& report);
void diagnose_header_in_part(const part_report& report);

// What one part's own header says.
void diagnose_part_fields(const part_report& report);
void diagnose_part_parameters(const part_report& report);
void diagnose_multipart(const part_report& report);

// What one part holds. Whether its transfer encoding can be undone is answered: nothing is said of what then comes out
// if not.
bool diagnose_transfer(const part_report& report);
void diagnose_content(const part_report& report);

// What only all parts together show.
void diagnose_structure(const mail::view& message, findings& found);
void diagnose_content_ids(const mail::view& message, findings& found);
void diagnose_containers(const mail::view& message, findings& found);
void diagnose_octets(const mail::view& message, const circumstances& sent, findings& found);

}  // namespace mocksmtp::diagnosis
