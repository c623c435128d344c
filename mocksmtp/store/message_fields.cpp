#include "mocksmtp/match/content_fields.hpp"
#include "mocksmtp/smtp/fact_fields.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/store/shared_fields.hpp"

namespace mocksmtp::store {

using match::field_id;
using match::values;

values message_fields::of(const match::field& which) const {
    if (match::is_of_content(which.id)) return match::of_content(of_.view(), which, made_);
    switch (which.id) {
        case field_id::id:
            return values::one(of_.id);
        case field_id::received_at:
            return values::one(of_.received_at);
        case field_id::protocol:
            return values::one(of_.facts.protocol);
        case field_id::size:
            return values::one(of_.raw.bytes.size());
        case field_id::diagnostic:
            return smtp::codes_of(of_.diagnostics());
        case field_id::rule:
            return rules_of(*of_.transaction);
        case field_id::bcc:
            return list_of_views(of_.bcc());
        default:
            return of_transaction(*of_.transaction, which.id);
    }
}

}  // namespace mocksmtp::store
