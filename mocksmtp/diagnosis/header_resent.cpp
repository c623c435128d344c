#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/address_grammar.hpp"
#include "mocksmtp/diagnosis/header.hpp"

namespace mocksmtp::diagnosis {

namespace {

using resent_block = std::span<const mail::header_field>;

const mail::header_field* find_in(resent_block block, std::string_view name) {
    for (const mail::header_field& field : block)
        if (base::iequals(field.name, name)) return &field;
    return nullptr;
}

// Each resending puts its fields in front of the others in one piece (RFC 5322 section 3.6.6): a block ends where
// another field comes, or one of its own again.
std::size_t block_length(resent_block fields) {
    constexpr std::size_t longest = 16;  // there are no more than seven names; this keeps looking back cheap
    std::size_t length = 0;
    while (length < fields.size() && length < longest && base::istarts_with(fields[length].name, "Resent-") &&
           find_in(fields.first(length), fields[length].name) == nullptr)
        ++length;
    return length;
}

void diagnose_block(resent_block block, findings& found) {
    using enum base::diagnostic_code;
    const mail::header_field& first = block.front();
    const mail::header_field* const from = find_in(block, "Resent-From");
    if (from == nullptr) found.add(resent_block_incomplete, about(first, "no Resent-From beside it"), first.name);
    if (find_in(block, "Resent-Date") == nullptr)
        found.add(resent_block_incomplete, about(first, "no Resent-Date beside it"), first.name);
    if (from == nullptr || find_in(block, "Resent-Sender") != nullptr) return;
    const checked_addresses authors = check_addresses(from->raw);
    if (authors.entries > 1 && authors.faults.empty())
        found.add(sender_missing, about(*from, "several mailboxes, no Resent-Sender"), from->name);
}

}  // namespace

void diagnose_header_resent(const header_fields& fields, findings& found) {
    resent_block rest(fields);
    while (!rest.empty()) {
        const std::size_t length = block_length(rest);
        if (length > 0) diagnose_block(rest.first(length), found);
        rest = rest.subspan(length > 0 ? length : 1);
    }
}

}  // namespace mocksmtp::diagnosis
