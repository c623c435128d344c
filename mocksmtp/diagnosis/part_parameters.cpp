#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/parameter_syntax.hpp"
#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/encoded_word.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

// Octets above 127 of the top header are header_not_ascii's, wherever in it they stand.
bool may_be_eight_bit(const part_report& report, std::string_view where) {
    return report.top || (report.sent.smtputf8 && base::is_utf8(where));
}

void diagnose_mistakes(const part_report& report, const parameter_syntax& read) {
    using enum parameter_mistake::kind;
    for (const parameter_mistake& one : read.mistakes) {
        if (one.what == encoded_word) {
            report.say(encoded_word_misplaced, one.why, one.where);
        } else if (one.what == grammar || !may_be_eight_bit(report, one.where)) {
            report.say(content_parameter_invalid, one.why, one.where);
        }
    }
}

bool starts_with_drive(std::string_view name) { return name.size() > 1 && base::is_alpha(name[0]) && name[1] == ':'; }

// C0, DEL, C1, and what turns the direction of text around, so that "gpj.exe" reads "exe.jpg".
bool holds_control(std::string_view utf8) {
    constexpr std::array<std::string_view, 9> turning{"\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                                      "\u2066", "\u2067", "\u2068", "\u2069"};
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto octet = static_cast<unsigned char>(utf8[at]);
        if (octet < ' ' || octet == 0x7F) return true;
        if (octet == 0xC2 && at + 1 < utf8.size() && static_cast<unsigned char>(utf8[at + 1]) < 0xA0) return true;
    }
    return std::ranges::any_of(turning, [&](std::string_view one) { return utf8.find(one) != std::string_view::npos; });
}

void diagnose_file_name(const part_report& report, const parameter_syntax& disposition, const parameter_syntax& type) {
    const auto name = mail::file_name(report.of);
    const written_parameter* written = disposition.find("filename");
    if (written == nullptr) written = type.find("name");
    if (!name || written == nullptr) return;
    const bool path =
        name->find_first_of("/\\") != std::string::npos || starts_with_drive(*name) || *name == "." || *name == "..";
    if (path || holds_control(*name)) report.say(file_name_unsafe, shown_value(*name), written->value);
}

// A mistake in any of the sections that the parameter was written in.
bool is_told(const parameter_syntax& syntax, std::string_view name) {
    return std::ranges::any_of(syntax.parameters, [&](const written_parameter& one) {
        if (std::string_view(one.name).substr(0, one.name.find('*')) != name) return false;
        return std::ranges::any_of(syntax.mistakes, [&](const parameter_mistake& wrong) {
            return one.value.data() <= wrong.where.data() && wrong.where.data() <= one.value.data() + one.value.size();
        });
    });
}

// What RFC 2231 encodes is encoded once, and in the charset that it names; nor do its sections make an encoded word.
void diagnose_sections(const part_report& report, const mail::parameterised_value& read,
                       const parameter_syntax& syntax) {
    for (const mail::parameter& one : read.parameters) {
        const bool encoded_word = mail::decode_encoded_words(one.value) != one.value;
        const bool undecodable = one.extended && one.undecodable;
        const written_parameter* written = encoded_word || undecodable ? syntax.find(one.name) : nullptr;
        if (written == nullptr) continue;
        const std::string said = written->name + ": " + quoted(one.extended ? written->value : one.value);
        if (undecodable) report.say(charset_wrong, said, written->value);
        if (encoded_word && !is_told(syntax, one.name)) report.say(encoded_word_misplaced, said, written->value);
    }
}

void diagnose_charset_name(const part_report& report, const parameter_syntax& type) {
    const std::string* charset = report.of.type.find("charset");
    const written_parameter* written = type.find("charset");
    if (charset == nullptr || charset->empty() || written == nullptr) return;
    if (!report.of.type.value.starts_with("text/") || !report.wants(charset_unknown)) return;
    const bool told = std::ranges::any_of(type.mistakes, [&](const parameter_mistake& one) {
        return one.where.data() == written->value.data();  // a value that cannot be read rightly
    });
    if (!told && !mail::knows_charset(*charset)) report.say(charset_unknown, shown_value(*charset), written->value);
}

}  // namespace

void diagnose_part_parameters(const part_report& report) {
    const content_header& fields = report.fields;
    parameter_syntax type;
    parameter_syntax disposition;
    if (fields.type) type = read_parameter_syntax(fields.type->raw);
    if (fields.disposition) disposition = read_parameter_syntax(fields.disposition->raw);
    if (is_media_type(type.main)) {
        diagnose_mistakes(report, type);
        diagnose_sections(report, report.of.type, type);
    }
    if (is_disposition_type(disposition.main)) {
        diagnose_mistakes(report, disposition);
        if (report.of.disposition) diagnose_sections(report, *report.of.disposition, disposition);
    }
    diagnose_file_name(report, disposition, type);
    diagnose_charset_name(report, type);
}

}  // namespace mocksmtp::diagnosis
