#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"
#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/diagnosis/part_report.hpp"

namespace mocksmtp::diagnosis {

void diagnose_part_header(const part_report& report) {
    const mail::part& one = report.of;
    // RFC 2046 section 5.1: a part without an empty line has no body.
    if (!one.body.empty() && !is_closed_header(one.head))
        report.say(base::diagnostic_code::header_syntax,
                   quoted_field(one.body.substr(0, one.body.find_first_of("\r\n"))), one.body);
    header_fields fields = mail::read_headers(one.head).fields;
    for (const mail::header_field& field : fields) diagnose_space_before_colon(field, report.found);
    // Octets and words in parameters are told of where these are looked at.
    std::erase_if(fields,
                  [](const mail::header_field& field) { return form_of(field.name) == field_form::parameters; });
    diagnose_header_octets(fields, report.sent.smtputf8, report.found);
    diagnose_header_words(fields, report.found);
}

}  // namespace mocksmtp::diagnosis
