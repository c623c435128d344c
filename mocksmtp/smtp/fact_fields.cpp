#include "mocksmtp/smtp/fact_fields.hpp"

#include <algorithm>

namespace mocksmtp::smtp {

using match::field_id;
using match::values;

values of_tls(const tls_facts* tls, field_id which) {
    if (which == field_id::tls) return values::one(tls != nullptr);
    if (tls == nullptr) return {};
    switch (which) {
        case field_id::tls_version:
            return values::one(tls->version);
        case field_id::tls_mode:
            return values::one(name(tls->mode));
        case field_id::tls_cipher:
            return values::one(tls->cipher);
        case field_id::tls_sni:
            return values::one(tls->sni);
        default:
            return {};
    }
}

values of_exchange(const attempt& what, field_id which) {
    const auto& found = what.found;
    switch (which) {
        case field_id::initial_response:
            return values::one(what.initial_response);
        case field_id::channel_binding: {
            const auto binding = std::ranges::find(found.more, "channel_binding", &sasl::decoded_field::name);
            return binding == found.more.end() ? values{} : values::one(binding->value);
        }
        case field_id::verified:
            return values::one(found.verified);
        case field_id::secret:
            return values::one(found.secret);
        default:
            return {};
    }
}

values codes_of(std::span<const base::diagnostic> found) {
    values made = values::list();
    for (const auto& one : found) made.add(match::value(base::row_of(one.code).name));
    return made;
}

}  // namespace mocksmtp::smtp
