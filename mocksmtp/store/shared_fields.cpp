#include "mocksmtp/store/shared_fields.hpp"

#include "mocksmtp/smtp/fact_fields.hpp"

namespace mocksmtp::store {

using match::field_id;
using match::value;
using match::values;

values list_of_views(const std::vector<std::string_view>& texts) {
    values made = values::list();
    for (const auto text : texts) made.add(value(text));
    return made;
}

values of_session(const session_record& in, field_id which) {
    switch (which) {
        case field_id::scope:
            return values::list_of(in.scopes());
        case field_id::session:
            return values::one(in.id);
        case field_id::listener:
            return values::one(in.where.listener);
        case field_id::peer:
            return values::one(in.where.peer);
        default:
            return {};
    }
}

values of_helo(const greeting* helo) { return helo == nullptr ? values{} : values::one(helo->argument); }

values of_auth(const attempt_record* auth, field_id which) {
    values made = values::list();
    if (auth == nullptr) return made;
    const auto& found = auth->what.found;
    if (which == field_id::user && !found.user.empty()) made.add(value(std::string_view(found.user)));
    if (which == field_id::authzid && found.authzid) made.add(value(std::string_view(*found.authzid)));
    if (which == field_id::mechanism) made.add(value(std::string_view(auth->what.mechanism)));
    return made;
}

values of_transaction(const transaction_record& in, field_id which) {
    switch (which) {
        case field_id::from:
            return values::one(in.from());
        case field_id::to:
            return list_of_views(in.accepted());
        case field_id::refused:
            return list_of_views(in.refused());
        case field_id::scope:
            return values::list_of(in.scopes());
        case field_id::recipient_count:
            return values::one(in.recipient_count());
        case field_id::helo:
            return of_helo(in.helo.get());
        case field_id::user:
        case field_id::authzid:
        case field_id::mechanism:
            return of_auth(in.auth, which);
        case field_id::tls:
        case field_id::tls_version:
        case field_id::tls_mode:
        case field_id::tls_cipher:
        case field_id::tls_sni:
            return smtp::of_tls(in.under_tls ? in.session->tls.get() : nullptr, which);
        case field_id::diagnostic:
            return smtp::codes_of(in.diagnostics);
        case field_id::transaction: {
            values made = values::list();
            made.add(value(match::ordinal{'t', in.id.number}));
            return made;
        }
        default:
            return of_session(*in.session, which);
    }
}

}  // namespace mocksmtp::store
