#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/address_grammar.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"
#include "mocksmtp/mail/address.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

bool may_be_empty(std::string_view name) { return base::iequals(name, "Bcc") || base::iequals(name, "Resent-Bcc"); }

bool names_one(std::string_view name) { return base::iequals(name, "Sender") || base::iequals(name, "Resent-Sender"); }

void diagnose_addresses_of(const mail::header_field& field, findings& found) {
    using enum base::diagnostic_code;
    const checked_addresses checked = check_addresses(field.raw);
    for (const flaw& one : checked.faults) add_flaw(found, header_address_invalid, field, one);
    for (const flaw& one : checked.antiques) add_flaw(found, header_address_obsolete, field, one);
    if (!checked.faults.empty()) return;
    if (checked.entries == 0 && !may_be_empty(field.name))
        found.add(address_list_empty, std::string(field.name), field.name);
    if (checked.entries > 1 && names_one(field.name))
        found.add(sender_not_single, about(field, std::to_string(checked.entries) + " mailboxes"), field.name);
}

// The only address in the field; nullopt if it is not alone, or not well written.
std::optional<mail::mailbox> only_mailbox(const mail::header_field& field) {
    const checked_addresses checked = check_addresses(field.raw);
    if (checked.entries != 1 || !checked.faults.empty()) return std::nullopt;
    std::vector<mail::mailbox> all = mail::parse_mailboxes(mail::unfold(field.raw));
    if (all.size() != 1 || all.front().address.empty()) return std::nullopt;
    return all.front();
}

void diagnose_sender(const header_fields& fields, findings& found) {
    using enum base::diagnostic_code;
    const mail::header_field* const from = first_of(fields, "From");
    const mail::header_field* const sender = first_of(fields, "Sender");
    if (from == nullptr) return;
    if (sender == nullptr) {
        const checked_addresses authors = check_addresses(from->raw);
        if (authors.entries > 1 && authors.faults.empty())
            found.add(sender_missing, about(*from, std::to_string(authors.entries) + " mailboxes"), from->name);
        return;
    }
    const auto author = only_mailbox(*from);
    const auto transmitter = author ? only_mailbox(*sender) : std::nullopt;
    if (transmitter && mail::same_address(author->address, transmitter->address))
        found.add(sender_repeats_from, about(*sender, quoted(transmitter->address)), sender->name);
}

}  // namespace

void diagnose_header_addresses(const header_fields& fields, findings& found) {
    for (const mail::header_field& field : fields)
        if (form_of(field.name) == field_form::addresses) diagnose_addresses_of(field, found);
    diagnose_sender(fields, found);
}

}  // namespace mocksmtp::diagnosis
