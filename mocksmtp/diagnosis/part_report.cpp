#include "mocksmtp/diagnosis/part_report.hpp"

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::diagnosis {

content_header read_content_header(std::string_view head) {
    content_header read;
    for (const mail::header_field& field : mail::read_headers(head).fields) {
        if (!base::istarts_with(field.name, "content-")) continue;
        const std::string name = base::to_lower(field.name);
        std::optional<mail::header_field>* const place = name == "content-type"                ? &read.type
                                                         : name == "content-disposition"       ? &read.disposition
                                                         : name == "content-id"                ? &read.id
                                                         : name == "content-transfer-encoding" ? &read.encoding
                                                                                               : nullptr;
        if (place == nullptr) continue;
        if (*place)
            read.again.push_back(field);
        else
            *place = field;
    }
    return read;
}

std::optional<std::string> written_encoding(const content_header& fields) {
    if (!fields.encoding) return std::nullopt;
    return mail::transfer_encoding_name(mail::unfold(fields.encoding->raw));
}

std::string name_of(const mail::part& one) { return one.number.empty() ? "the message" : "part " + one.number; }

bool is_multipart(const mail::part& one) { return one.type.value.starts_with("multipart/"); }

bool has_content(const mail::part& one) { return one.leaf && !is_multipart(one) && !mail::holds_message(one); }

void part_report::say(base::diagnostic_code code, std::string_view what, std::string_view where) const {
    if (wants(code)) found.add(code, name_of(of).append(": ").append(what), where);
}

std::string_view value_place(const mail::header_field& field) {
    const std::string_view value = base::trim(field.raw);
    return value.empty() ? field.name : value;
}

}  // namespace mocksmtp::diagnosis
