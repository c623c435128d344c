#include "mocksmtp/smtp/fact_fields.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/store/shared_fields.hpp"

namespace mocksmtp::store {

using match::field_id;
using match::value;
using match::values;

values hold_fields::of(const match::field& which) const {
    const auto& held = of_.what;
    switch (which.id) {
        case field_id::id:
            return values::one(of_.id);
        case field_id::stage:
            return values::one(match::name_of(held.at));
        case field_id::rule: {
            values made = values::list();
            made.add(value(std::string_view(held.by.rule)));
            return made;
        }
        case field_id::verb:
            return held.verb.empty() ? values{} : values::one(held.verb);
        case field_id::argument:
            return of_.argument().empty() ? values{} : values::one(of_.argument());
        case field_id::from:
            return values::one(held.from);
        case field_id::to:
            return values::list_of(held.to);
        case field_id::size:
            return held.message ? values::one(held.message->bytes.size()) : values{};
        case field_id::transaction: {
            values made = values::list();
            if (of_.transaction) made.add(value(match::ordinal{'t', of_.transaction.number}));
            return made;
        }
        case field_id::user: {
            values made = values::list();
            if (!held.user.empty()) made.add(value(std::string_view(held.user)));
            return made;
        }
        case field_id::authzid:
        case field_id::mechanism:
            return of_auth(of_.session->auth, which.id);
        case field_id::helo:
            return of_helo(of_.session->helo.get());
        case field_id::tls:
        case field_id::tls_version:
        case field_id::tls_mode:
        case field_id::tls_cipher:
        case field_id::tls_sni:
            return smtp::of_tls(of_.session->tls.get(), which.id);
        default:
            return of_session(*of_.session, which.id);
    }
}

}  // namespace mocksmtp::store
