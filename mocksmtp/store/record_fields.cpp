#include "mocksmtp/store/record_fields.hpp"

#include "mocksmtp/smtp/fact_fields.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/store/shared_fields.hpp"

namespace mocksmtp::store {

using match::field_id;
using match::value;
using match::values;

values record_fields::of_reply(const smtp::reply& what, field_id which) const {
    if (what.is_none()) return {};
    if (which == field_id::reply_code) return values::one(what.code);
    return what.enhanced ? values::one(made_.keep(what.enhanced->text())) : values{};
}

void record_fields::add_rule(values& to, const std::optional<smtp::rule_hit>& hit) const {
    if (hit) to.add(value(made_.keep(hit->rule)));
}

values record_fields::rules_of(const transaction_record& of) const {
    values made = values::list();
    const auto mail = of.envelope();
    add_rule(made, mail.from.rule);
    for (const auto& to : mail.to) add_rule(made, to.rule);
    add_rule(made, of.rule());
    return made;
}

values transaction_fields::of(const match::field& which) const {
    switch (which.id) {
        case field_id::id:
            return values::one(of_.id);
        case field_id::outcome:
            return of_.outcome ? values::one(smtp::name(*of_.outcome)) : values{};
        case field_id::ended_by:
            return of_.outcome ? values::one(smtp::name(of_.ended_by)) : values{};
        case field_id::reply_code:
        case field_id::enhanced_code:
            return of_reply(of_.deciding_reply(), which.id);
        case field_id::size: {
            const auto data = of_.data();
            return data ? values::one(data->octets) : values{};
        }
        case field_id::rule:
            return rules_of(of_);
        case field_id::protocol:
            return of_.protocol.empty() ? values{} : values::one(of_.protocol);
        default:
            return of_transaction(of_, which.id);
    }
}

values attempt_fields::of(const match::field& which) const {
    switch (which.id) {
        case field_id::id:
            return values::one(of_.id);
        case field_id::user:
        case field_id::authzid:
        case field_id::mechanism:
            return of_auth(&of_, which.id);
        case field_id::helo:
            return of_helo(of_.helo.get());
        case field_id::initial_response:
        case field_id::channel_binding:
        case field_id::verified:
        case field_id::secret:
            return smtp::of_exchange(of_.what, which.id);
        case field_id::tls:
        case field_id::tls_version:
        case field_id::tls_mode:
        case field_id::tls_cipher:
        case field_id::tls_sni:
            return smtp::of_tls(of_.what.under_tls ? of_.session->tls.get() : nullptr, which.id);
        case field_id::outcome:
            return values::one(smtp::name(of_.what.outcome));
        case field_id::rule: {
            values made = values::list();
            add_rule(made, of_.what.rule);
            return made;
        }
        case field_id::reply_code:
        case field_id::enhanced_code:
            return of_reply(of_.what.answer, which.id);
        case field_id::transaction:
            return values::list();
        default:
            return of_session(*of_.session, which.id);
    }
}

values session_fields::of(const match::field& which) const {
    switch (which.id) {
        case field_id::id:
            return values::one(of_.id);
        case field_id::user:
        case field_id::authzid:
        case field_id::mechanism:
            return of_auth(of_.auth, which.id);
        case field_id::helo:
            return of_helo(of_.helo.get());
        case field_id::tls:
        case field_id::tls_version:
        case field_id::tls_mode:
        case field_id::tls_cipher:
        case field_id::tls_sni:
            return smtp::of_tls(of_.tls.get(), which.id);
        case field_id::tls_error:
            if (!of_.tls_failed) return {};
            return values::one(of_.tls_failed->alert.empty() ? of_.tls_failed->detail : of_.tls_failed->alert);
        case field_id::ended_by:
            return of_.ended_by ? values::one(smtp::name(*of_.ended_by)) : values{};
        case field_id::diagnostic:
            return smtp::codes_of(of_.diagnostics);
        case field_id::transaction: {
            values made = values::list();
            for (const auto id : of_.transactions) made.add(value(match::ordinal{'t', id.number}));
            return made;
        }
        case field_id::rule: {
            values made = values::list();
            for (const auto& hit : of_.rules) made.add(value(std::string_view(hit.rule)));
            return made;
        }
        default:
            return of_session(of_, which.id);
    }
}

}  // namespace mocksmtp::store
