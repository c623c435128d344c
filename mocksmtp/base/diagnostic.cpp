#include "mocksmtp/base/diagnostic.hpp"

#include <array>

namespace mocksmtp::base {

namespace {

using enum diagnostic_code;
using enum severity;
using enum diagnosed_in;

// In the order of the enumerators: row_of() indexes by them, and a test checks it.
constexpr std::array rows{
    diagnostic_row{address_domain_invalid, "address_domain_invalid", warning, conversation, "5321 4.1.2",
                   "what stood behind the address's @ was no domain name and no address literal"},
    diagnostic_row{address_list_empty, "address_list_empty", error, content, "5322 3.6.3",
                   "a header field that has to name an address names none"},
    diagnostic_row{address_not_utf8, "address_not_utf8", error, conversation, "6531 3.3",
                   "the address held octets that are no UTF-8"},
    diagnostic_row{address_without_domain, "address_without_domain", warning, conversation, "5321 2.3.5",
                   "the address had no domain"},
    diagnostic_row{
        alternative_order_wrong, "alternative_order_wrong", warning, content, "2046 5.1.4",
        "the plain text of multipart/alternative stands behind its richer form: readers show the last they understand"},
    diagnostic_row{auth_before_ehlo, "auth_before_ehlo", warning, conversation, "4954 4", "AUTH was sent before EHLO"},
    diagnostic_row{auth_initial_response_not_allowed, "auth_initial_response_not_allowed", error, conversation,
                   "4954 4", "an initial response was sent for a mechanism in which the server speaks first"},
    diagnostic_row{auth_plaintext_without_tls, "auth_plaintext_without_tls", warning, conversation, "4954 4",
                   "a readable password was sent over a connection without TLS"},
    diagnostic_row{auto_submitted_invalid, "auto_submitted_invalid", warning, content, "3834 5",
                   "Auto-Submitted is no keyword with parameters"},
    diagnostic_row{bare_address, "bare_address", warning, conversation, "5321 4.1.2",
                   "the address stood without angle brackets"},
    diagnostic_row{bare_cr, "bare_cr", warning, content, "5321 2.3.8", "the message contains a CR that no LF follows"},
    diagnostic_row{bare_lf, "bare_lf", warning, content, "5321 2.3.8",
                   "the message contains an LF that no CR precedes"},
    diagnostic_row{base64_broken, "base64_broken", error, content, "2045 6.8",
                   "base64 content holds octets outside its alphabet, or ends in the middle of a group"},
    diagnostic_row{bcc_disclosed, "bcc_disclosed", warning, content, "5322 3.6.3",
                   "a Bcc field was sent: it tells every recipient of the hidden ones"},
    diagnostic_row{boundary_invalid, "boundary_invalid", error, content, "2046 5.1.1",
                   "a boundary is over 70 characters, or holds some that are not allowed"},
    diagnostic_row{boundary_missing, "boundary_missing", error, content, "2046 5.1.1",
                   "a multipart has no boundary parameter"},
    diagnostic_row{boundary_never_used, "boundary_never_used", error, content, "2046 5.1.1",
                   "the boundary of a multipart never comes"},
    diagnostic_row{calendar_invalid, "calendar_invalid", error, content, "5545 3.4",
                   "text/calendar content is no iCalendar object, or lacks what one has to have"},
    diagnostic_row{calendar_method_mismatch, "calendar_method_mismatch", error, content, "6047 2.4",
                   "the method parameter of text/calendar and the METHOD inside differ"},
    diagnostic_row{charset_missing, "charset_missing", error, content, "2046 4.1.2",
                   "text that is not ASCII does not say its charset"},
    diagnostic_row{charset_unknown, "charset_unknown", error, content, "2046 4.1.2", "a charset is not known"},
    diagnostic_row{charset_wrong, "charset_wrong", error, content, "2046 4.1.2",
                   "some octets are no characters in the charset that was named"},
    diagnostic_row{command_argument_not_allowed, "command_argument_not_allowed", warning, conversation, "5321 4.1.1",
                   "a command that takes no argument had one"},
    diagnostic_row{command_control_character, "command_control_character", warning, conversation, "5321 4.1.2",
                   "a command line contained a control character, such as a CR that no LF follows"},
    diagnostic_row{command_ended_by_lf, "command_ended_by_lf", warning, conversation, "5321 2.3.8",
                   "a command line ended with LF instead of CRLF"},
    diagnostic_row{command_line_too_long, "command_line_too_long", warning, conversation, "5321 4.5.3.1.4",
                   "a command line was longer than its limit"},
    diagnostic_row{command_not_ascii, "command_not_ascii", warning, conversation, "5321 2.4",
                   "a command line contained octets outside ASCII"},
    diagnostic_row{command_space_wrong, "command_space_wrong", note, conversation, "5321 4.1.1",
                   "a TAB, several spaces, or one in front of the verb or the colon, stood in a command line"},
    diagnostic_row{content_disposition_invalid, "content_disposition_invalid", warning, content, "2183 2",
                   "Content-Disposition has no type"},
    diagnostic_row{content_id_not_found, "content_id_not_found", warning, content, "2392 2",
                   "the HTML shows a part by a content id that no part has"},
    diagnostic_row{content_id_repeated, "content_id_repeated", error, content, "2045 7",
                   "two parts have the same Content-ID"},
    diagnostic_row{content_parameter_invalid, "content_parameter_invalid", warning, content, "2045 5.1",
                   "a parameter of a Content- field does not follow the grammar"},
    diagnostic_row{content_type_invalid, "content_type_invalid", error, content, "2045 5.1",
                   "Content-Type is no type/subtype"},
    diagnostic_row{data_ended_by_lf, "data_ended_by_lf", warning, conversation, "5321 4.1.1.4",
                   "the message ended with LF.LF instead of CRLF.CRLF"},
    diagnostic_row{date_invalid, "date_invalid", error, content, "5322 3.3", "the date is none"},
    diagnostic_row{date_missing, "date_missing", error, content, "5322 3.6.1", "the message has no Date"},
    diagnostic_row{date_obsolete, "date_obsolete", note, content, "5322 4.3",
                   "the date is written in an obsolete form"},
    diagnostic_row{day_of_week_wrong, "day_of_week_wrong", warning, content, "5322 3.3",
                   "the day of the week is not that of the date"},
    diagnostic_row{delivery_status_invalid, "delivery_status_invalid", error, content, "3464 2",
                   "message/delivery-status content lacks a field that it has to have"},
    diagnostic_row{duplicate_parameter, "duplicate_parameter", error, conversation, "5321 4.1.1.11",
                   "a parameter was given more than once"},
    diagnostic_row{ehlo_argument_invalid, "ehlo_argument_invalid", warning, conversation, "5321 4.1.1.1",
                   "the EHLO argument is neither a fully qualified domain name nor an address literal"},
    diagnostic_row{ehlo_argument_missing, "ehlo_argument_missing", error, conversation, "5321 4.1.1.1",
                   "EHLO or HELO had no argument"},
    diagnostic_row{ehlo_repeated, "ehlo_repeated", note, conversation, "5321 4.1.4", "EHLO or HELO was sent again"},
    diagnostic_row{eight_bit_without_8bitmime, "eight_bit_without_8bitmime", warning, content, "6152 3",
                   "the message holds octets above 127, but MAIL did not say BODY=8BITMIME"},
    diagnostic_row{empty_command, "empty_command", warning, conversation, "5321 4.1.1",
                   "an empty line was sent as a command"},
    diagnostic_row{encoded_line_too_long, "encoded_line_too_long", warning, content, "2045 6.7",
                   "a line of base64 or quoted-printable is over 76 characters"},
    diagnostic_row{encoded_word_broken, "encoded_word_broken", warning, content, "2047 2",
                   "what looks like an encoded word cannot be decoded"},
    diagnostic_row{
        encoded_word_misplaced, "encoded_word_misplaced", warning, content, "2047 5",
        "an encoded word stands where none may: in a quoted string, a parameter, an address or glued to other text"},
    diagnostic_row{encoded_word_splits_character, "encoded_word_splits_character", warning, content, "2047 5",
                   "a character is cut in two by the end of an encoded word"},
    diagnostic_row{encoded_word_too_long, "encoded_word_too_long", note, content, "2047 2",
                   "an encoded word is over 75 characters"},
    diagnostic_row{file_name_unsafe, "file_name_unsafe", warning, content, "2183 2.3",
                   "a file name holds a path or control characters"},
    diagnostic_row{from_missing, "from_missing", error, content, "5322 3.6.2", "the message has no From"},
    diagnostic_row{header_address_invalid, "header_address_invalid", error, content, "5322 3.4",
                   "a header field's address does not follow the grammar"},
    diagnostic_row{header_address_obsolete, "header_address_obsolete", note, content, "5322 4.4",
                   "an address is written in an obsolete form"},
    diagnostic_row{header_control_character, "header_control_character", error, content, "5322 2.2",
                   "a header field holds control characters, as they are or encoded"},
    diagnostic_row{header_duplicate, "header_duplicate", error, content, "5322 3.6",
                   "a header field that may stand once stands again"},
    diagnostic_row{header_fold_blank, "header_fold_blank", warning, content, "5322 3.2.2",
                   "a folded line of a header field is blank"},
    diagnostic_row{header_in_body, "header_in_body", warning, content, "5322 2.1",
                   "the body begins with header fields: an empty line too many stands in front of them"},
    diagnostic_row{header_injection, "header_injection", error, content, "5322 2.2",
                   "a header value holds a line end and a header field, as injected input does"},
    diagnostic_row{header_line_over_78, "header_line_over_78", note, content, "5322 2.1.1",
                   "a line of the header is over 78 characters"},
    diagnostic_row{header_not_ascii, "header_not_ascii", error, content, "5322 2.2",
                   "a header field holds octets above 127, and SMTPUTF8 was not declared"},
    diagnostic_row{header_not_utf8, "header_not_utf8", error, content, "6532 3.2",
                   "a header field holds octets that are no UTF-8"},
    diagnostic_row{header_space_before_colon, "header_space_before_colon", warning, content, "5322 4.5",
                   "white space stands between a header field's name and the colon"},
    diagnostic_row{header_syntax, "header_syntax", error, content, "5322 2.2",
                   "a line of the header is no header field; but for an mbox From line, what follows counts as body"},
    diagnostic_row{line_too_long, "line_too_long", error, content, "5322 2.1.1",
                   "a line of the message is over 998 octets"},
    diagnostic_row{list_unsubscribe_invalid, "list_unsubscribe_invalid", warning, content, "2369 2",
                   "List-Unsubscribe is no list of URIs in angle brackets"},
    diagnostic_row{local_part_not_dot_string, "local_part_not_dot_string", warning, conversation, "5321 4.1.2",
                   "the local part is neither a dot-string nor a quoted string"},
    diagnostic_row{mail_before_ehlo, "mail_before_ehlo", warning, conversation, "5321 4.1.4",
                   "MAIL was sent before EHLO or HELO"},
    diagnostic_row{message_id_invalid, "message_id_invalid", warning, content, "5322 3.6.4",
                   "a message id or content id is not <left@right>"},
    diagnostic_row{message_id_missing, "message_id_missing", warning, content, "5322 3.6.4",
                   "the message has no Message-ID"},
    diagnostic_row{mime_version_invalid, "mime_version_invalid", warning, content, "2045 4", "MIME-Version is not 1.0"},
    diagnostic_row{mime_version_missing, "mime_version_missing", warning, content, "2045 4",
                   "the message has MIME fields but no MIME-Version"},
    diagnostic_row{multipart_not_closed, "multipart_not_closed", error, content, "2046 5.1.1",
                   "a multipart has no closing boundary"},
    diagnostic_row{no_quit, "no_quit", note, conversation, "5321 4.1.1.10",
                   "the client closed the connection without QUIT"},
    diagnostic_row{nul_in_body, "nul_in_body", error, content, "2045 2.7", "the body holds a NUL"},
    diagnostic_row{one_click_incomplete, "one_click_incomplete", warning, content, "8058 3.1",
                   "List-Unsubscribe-Post needs its one value, and a List-Unsubscribe with an HTTPS URI"},
    diagnostic_row{parameter_not_advertised, "parameter_not_advertised", warning, conversation, "5321 2.2.1",
                   "an extension was used that the server had not offered in this session"},
    diagnostic_row{parts_left_out, "parts_left_out", note, content, "",
                   "the message is nested deeper, has more parts, or has more in a calendar or a report of delivery, "
                   "than is looked into"},
    diagnostic_row{path_too_long, "path_too_long", warning, conversation, "5321 4.5.3.1",
                   "the local part is over 64 octets, the domain over 255 or the path over 256"},
    diagnostic_row{plaintext_behind_starttls, "plaintext_behind_starttls", error, conversation, "3207 4.2",
                   "plain text was pipelined behind STARTTLS; it was dropped"},
    diagnostic_row{quoted_printable_broken, "quoted_printable_broken", error, content, "2045 6.7",
                   "quoted-printable content holds an equals sign without two hex digits, octets that must be encoded, "
                   "or white space at the end of a line"},
    diagnostic_row{quoted_printable_lower_case, "quoted_printable_lower_case", note, content, "2045 6.7",
                   "quoted-printable content has hex digits in lower case"},
    diagnostic_row{resent_block_incomplete, "resent_block_incomplete", warning, content, "5322 3.6.6",
                   "Resent- fields stand without Resent-Date or Resent-From"},
    diagnostic_row{return_path_present, "return_path_present", note, content, "5321 4.4",
                   "the message already has a Return-Path, which final delivery adds"},
    diagnostic_row{
        security_layer_broken, "security_layer_broken", error, conversation, "4422 3.7",
        "a buffer of the security layer was too long, wrongly signed or out of order; the connection was closed"},
    diagnostic_row{sender_missing, "sender_missing", error, content, "5322 3.6.2",
                   "From names several mailboxes, and there is no Sender"},
    diagnostic_row{sender_not_single, "sender_not_single", error, content, "5322 3.6.2",
                   "Sender has to name exactly one mailbox"},
    diagnostic_row{sender_repeats_from, "sender_repeats_from", note, content, "5322 3.6.2",
                   "Sender says the same as From"},
    diagnostic_row{size_declared_wrong, "size_declared_wrong", warning, conversation, "1870 6.1",
                   "the message was larger than the SIZE parameter declared"},
    diagnostic_row{source_route, "source_route", note, conversation, "5321 4.1.1.3",
                   "the path contained a source route; it was ignored"},
    diagnostic_row{space_after_colon, "space_after_colon", note, conversation, "5321 3.3",
                   "a space stood between the colon and the path"},
    diagnostic_row{talked_before_banner, "talked_before_banner", warning, conversation, "5321 3.1",
                   "the client did not wait for the banner"},
    diagnostic_row{talked_before_reply, "talked_before_reply", warning, conversation, "2920 3.1",
                   "the client did not wait for a reply it has to wait for"},
    diagnostic_row{trailing_space, "trailing_space", note, conversation, "5321 4.1.1",
                   "white space stood at the end of a command line"},
    diagnostic_row{transfer_encoding_forbidden, "transfer_encoding_forbidden", error, content, "2045 6.4",
                   "a multipart or message is encoded as a whole"},
    diagnostic_row{transfer_encoding_unknown, "transfer_encoding_unknown", error, content, "2045 6.4",
                   "the content transfer encoding is not known"},
    diagnostic_row{transfer_encoding_wrong, "transfer_encoding_wrong", error, content, "2045 6.2",
                   "a part holds octets above 127 but is declared 7bit, or says nothing"},
    diagnostic_row{unencoded_utf8_address, "unencoded_utf8_address", error, conversation, "6531 3.4",
                   "an address contained octets outside ASCII without SMTPUTF8"},
};

}  // namespace

std::string_view name(severity how) {
    switch (how) {
        case severity::note:
            return "note";
        case severity::warning:
            return "warning";
        case severity::error:
            break;
    }
    return "error";
}

std::span<const diagnostic_row> diagnostic_rows() { return rows; }

const diagnostic_row& row_of(diagnostic_code code) { return rows[static_cast<std::size_t>(code)]; }

std::string explain(const diagnostic& what) {
    std::string text(row_of(what.code).sentence);
    return what.detail.empty() ? text : text + ": " + what.detail;
}

std::string detail_of(diagnostic_code code, std::string_view explanation) {
    const std::string_view sentence = row_of(code).sentence;
    if (!explanation.starts_with(sentence)) return std::string(explanation);
    explanation.remove_prefix(sentence.size());
    return std::string(explanation.starts_with(": ") ? explanation.substr(2) : explanation);
}

}  // namespace mocksmtp::base
