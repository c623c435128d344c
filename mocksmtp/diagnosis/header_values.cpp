#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/date_grammar.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/header_tokens.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"
#include "mocksmtp/diagnosis/message_id_grammar.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

void diagnose_date(const mail::header_field& field, findings& found) {
    using enum base::diagnostic_code;
    const checked_date checked = check_date(field.raw);
    if (checked.wrong_day) add_flaw(found, day_of_week_wrong, field, *checked.wrong_day);
    if (checked.fault) return add_flaw(found, date_invalid, field, *checked.fault);
    if (checked.antique) add_flaw(found, date_obsolete, field, *checked.antique);
}

void diagnose_ids(const mail::header_field& field, how_many_ids allowed, findings& found) {
    const auto wrong = check_message_ids(field.raw, allowed);
    if (wrong) add_flaw(found, base::diagnostic_code::message_id_invalid, field, *wrong);
}

// RFC 2045 section 4: digits, a dot and digits, with comments between them.
bool is_mime_version(std::string_view raw) {
    std::string written;
    while (written.size() <= 3) {
        raw = mail::skip_space_and_comments(raw);
        if (raw.empty()) break;
        written += raw.front();
        raw.remove_prefix(1);
    }
    return written == "1.0";
}

// RFC 3834 section 5: a keyword, maybe one not known yet, with parameters.
bool is_auto_submitted(std::string_view raw) {
    if (take_token(raw).empty()) return false;
    while (take_mark(raw, ';')) {
        if (take_token(raw).empty() || !take_mark(raw, '=')) return false;
        if (take_token(raw).empty() && take_quoted_string(raw).empty()) return false;
    }
    return mail::skip_space_and_comments(raw).empty();
}

flaw whole_value(const mail::header_field& field) { return {quoted(field.raw), base::trim(field.raw)}; }

void diagnose_value(const mail::header_field& field, findings& found) {
    using enum base::diagnostic_code;
    const field_form form = form_of(field.name);
    if (form == field_form::date) diagnose_date(field, found);
    if (form == field_form::message_id) diagnose_ids(field, how_many_ids::one, found);
    if (form == field_form::message_ids) diagnose_ids(field, how_many_ids::one_or_more, found);
    if (base::iequals(field.name, "MIME-Version") && !is_mime_version(field.raw))
        add_flaw(found, mime_version_invalid, field, whole_value(field));
    if (base::iequals(field.name, "Auto-Submitted") && !is_auto_submitted(field.raw))
        add_flaw(found, auto_submitted_invalid, field, whole_value(field));
}

}  // namespace

void diagnose_header_values(const header_fields& fields, findings& found) {
    for (const mail::header_field& field : fields) diagnose_value(field, found);
}

}  // namespace mocksmtp::diagnosis
