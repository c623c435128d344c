#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/message_id_grammar.hpp"
#include "mocksmtp/diagnosis/parameter_syntax.hpp"
#include "mocksmtp/diagnosis/part.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

// RFC 2046 section 5.2 allows them no encoding; RFC 6532 section 3.7 made an end of that for the other messages.
bool must_not_be_encoded(const mail::part& one) {
    return is_multipart(one) || one.type.value == "message/rfc822" || one.type.value == "message/partial" ||
           one.type.value == "message/external-body";
}

void diagnose_encoding_field(const part_report& report) {
    const auto name = written_encoding(report.fields);
    if (!name) return;
    const std::string_view where = value_place(*report.fields.encoding);
    if (name->empty() || report.of.encoding == mail::transfer_encoding::unknown) {
        report.say(transfer_encoding_unknown, shown_value(*name), where);
    } else if (report.of.encoding != mail::transfer_encoding::identity && must_not_be_encoded(report.of)) {
        report.say(transfer_encoding_forbidden, report.of.type.value + " in " + *name, where);
    }
}

// That of the whole message is looked at with its header.
void diagnose_content_id(const part_report& report) {
    const std::optional<flaw> wrong = check_message_ids(report.fields.id->raw, how_many_ids::one);
    if (!wrong) return;
    const std::string_view where = wrong->where.empty() ? value_place(*report.fields.id) : wrong->where;
    report.say(message_id_invalid, "Content-ID: " + wrong->what, where);
}

}  // namespace

void diagnose_part_fields(const part_report& report) {
    const content_header& fields = report.fields;
    if (fields.type) {
        const std::string_view main = main_value(fields.type->raw);
        if (!is_media_type(main)) report.say(content_type_invalid, shown_value(main), value_place(*fields.type));
    }
    if (fields.disposition) {
        const std::string_view main = main_value(fields.disposition->raw);
        if (!is_disposition_type(main))
            report.say(content_disposition_invalid, shown_value(main), value_place(*fields.disposition));
    }
    if (!report.top) {
        if (fields.id) diagnose_content_id(report);
        for (const mail::header_field& one : fields.again) report.say(header_duplicate, one.name, one.name);
    }
    diagnose_encoding_field(report);
}

}  // namespace mocksmtp::diagnosis
