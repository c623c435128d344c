#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/diagnosis/pieces.hpp"

namespace mocksmtp::diagnosis {

void diagnose_parts(const mail::view& message, const circumstances& sent, findings& found) {
    for (const mail::part& one : message.parts()) {
        const bool top = &one == &message.parts().front();
        const part_report report{one, read_content_header(one.head), sent, found, top};
        // The header of a message inside is whoever's who wrote that message.
        if (!top && !mail::holds_message(message.parts()[one.parent])) {
            diagnose_part_header(report);
            diagnose_header_in_part(report);
        }
        diagnose_part_fields(report);
        diagnose_part_parameters(report);
        diagnose_multipart(report);
        if (has_content(one) && diagnose_transfer(report)) diagnose_content(report);
    }
    diagnose_structure(message, found);
    diagnose_content_ids(message, found);
    diagnose_containers(message, found);
    diagnose_octets(message, sent, found);
}

}  // namespace mocksmtp::diagnosis
