#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"
#include "mocksmtp/mail/address.hpp"

namespace mocksmtp::diagnosis {

namespace {

void diagnose_duplicates(const header_fields& fields, findings& found) {
    using enum base::diagnostic_code;
    std::vector<std::size_t> counts(known_fields().size());
    for (const mail::header_field& field : fields) {
        const std::size_t index = find_known_field(field.name);
        if (index == no_known_field || !known_fields()[index].once || ++counts[index] == 1) continue;
        const std::string_view name = known_fields()[index].name;
        found.add(header_duplicate, std::string(name) + " number " + std::to_string(counts[index]), field.name);
    }
}

void diagnose_missing(const header_fields& fields, findings& found) {
    using enum base::diagnostic_code;
    if (first_of(fields, "Date") == nullptr) found.add(date_missing);
    if (first_of(fields, "From") == nullptr) found.add(from_missing);
    if (first_of(fields, "Message-ID") == nullptr) found.add(message_id_missing);
    if (first_of(fields, "MIME-Version") != nullptr) return;
    constexpr std::array<std::string_view, 5> of_mime{"Content-Type", "Content-Transfer-Encoding",
                                                      "Content-Disposition", "Content-ID", "Content-Description"};
    for (const std::string_view name : of_mime) {
        if (first_of(fields, name) != nullptr) return found.add(mime_version_missing, name);
    }
}

void diagnose_unwanted(const header_fields& fields, findings& found) {
    using enum base::diagnostic_code;
    for (const mail::header_field& field : fields) {
        const bool hidden = base::iequals(field.name, "Bcc") || base::iequals(field.name, "Resent-Bcc");
        // A group without members names nobody.
        if (hidden && !mail::parse_mailboxes(mail::unfold(field.raw)).empty())
            found.add(bcc_disclosed, about(field, quoted(field.raw)), field.name);
        if (base::iequals(field.name, "Return-Path"))
            found.add(return_path_present, about(field, quoted(field.raw)), field.name);
    }
}

}  // namespace

void diagnose_header_presence(const header_fields& fields, findings& found) {
    diagnose_duplicates(fields, found);
    diagnose_missing(fields, found);
    diagnose_unwanted(fields, found);
}

}  // namespace mocksmtp::diagnosis
