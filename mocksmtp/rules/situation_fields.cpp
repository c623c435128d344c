#include "mocksmtp/rules/situation_fields.hpp"

#include "mocksmtp/match/content_fields.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/smtp/content.hpp"
#include "mocksmtp/smtp/fact_fields.hpp"

namespace mocksmtp::rules {

using match::field_id;
using match::stage;
using match::value;
using match::values;

namespace {

values unless_empty(std::string_view text) { return text.empty() ? values{} : values::one(text); }

values list_unless_empty(std::string_view text) {
    values made = values::list();
    if (!text.empty()) made.add(value(text));
    return made;
}

}  // namespace

values situation_fields::of(const match::field& which) const {
    if (!match::row_of(which.id).stages.has(now_.at)) return {};
    switch (which.id) {
        case field_id::from:
        case field_id::to:
        case field_id::refused:
        case field_id::recipient_count:
        case field_id::protocol:
            return of_envelope(which.id);
        case field_id::scope:
            return scopes();
        case field_id::session:
            return values::one(now_.session);
        case field_id::listener:
            return values::one(now_.where.listener);
        case field_id::peer:
            return values::one(now_.where.peer);
        case field_id::helo:
            return unless_empty(now_.helo);
        case field_id::user:
        case field_id::authzid:
        case field_id::mechanism:
            return of_login(which.id);
        case field_id::initial_response:
        case field_id::channel_binding:
        case field_id::verified:
        case field_id::secret:
            return now_.trying == nullptr ? values{} : smtp::of_exchange(*now_.trying, which.id);
        case field_id::tls:
        case field_id::tls_version:
        case field_id::tls_mode:
        case field_id::tls_cipher:
        case field_id::tls_sni:
            return smtp::of_tls(now_.tls ? &*now_.tls : nullptr, which.id);
        case field_id::verb:
        case field_id::argument:
            return of_command(which.id);
        case field_id::size:
            if (!now_.size && now_.message != nullptr) return values::one(now_.message->bytes.size());
            return values::one(now_.size);
        default:
            return of_message(which);
    }
}

values situation_fields::of_envelope(field_id which) const {
    switch (which) {
        case field_id::from: {
            const bool asked_about = now_.at == stage::mail && now_.sender != nullptr;
            const smtp::addressed* open = now_.mail == nullptr ? nullptr : &now_.mail->from;
            const smtp::addressed* sender = asked_about ? now_.sender : open;
            return sender == nullptr ? values{} : values::one(sender->address);
        }
        case field_id::to:
            if (now_.at != stage::rcpt) return recipients(true);
            return now_.recipient == nullptr ? values::list() : list_unless_empty(now_.recipient->address);
        case field_id::refused:
            return recipients(false);
        case field_id::recipient_count:
            return values::one(recipient_count());
        default:
            return unless_empty(now_.protocol);
    }
}

values situation_fields::recipients(bool accepted) const {
    values made = values::list();
    if (now_.mail == nullptr) return made;
    for (const smtp::addressed& to : now_.mail->to) {
        if (to.answer.completed() == accepted) made.add(value(std::string_view(to.address)));
    }
    return made;
}

std::size_t situation_fields::recipient_count() const {
    const std::size_t before = now_.mail == nullptr ? 0 : now_.mail->to.size();
    return before + (now_.at == stage::rcpt && now_.recipient != nullptr ? 1 : 0);
}

// As the transaction will show: what belongs to no named scope is the world's own.
values situation_fields::scopes() const {
    values made = values::list();
    for (const auto& each : now_.scopes) made.add(value(each.name));
    if (made.empty()) made.add(value(std::string_view("default")));
    return made;
}

values situation_fields::of_login(field_id which) const {
    const sasl::findings* found = now_.trying == nullptr ? nullptr : &now_.trying->found;
    switch (which) {
        case field_id::user:
            return list_unless_empty(found != nullptr && !found->user.empty() ? found->user : now_.user);
        case field_id::authzid: {
            const auto& named = found != nullptr && found->authzid ? found->authzid : now_.authzid;
            values made = values::list();
            if (named) made.add(value(std::string_view(*named)));
            return made;
        }
        default:
            return list_unless_empty(now_.trying == nullptr ? now_.mechanism : now_.trying->mechanism);
    }
}

values situation_fields::of_command(field_id which) const {
    if (which == field_id::verb) return unless_empty(now_.verb);
    // What follows the mechanism's name is an initial response, and may be a password.
    const bool may_be_secret = now_.at == stage::auth;
    return unless_empty(may_be_secret ? now_.argument.substr(0, now_.argument.find(' ')) : now_.argument);
}

values situation_fields::of_message(const match::field& which) const {
    if (now_.message == nullptr) return {};
    if (!content_) content_.emplace(now_.message->bytes.view());
    if (which.id == field_id::diagnostic) {
        if (!wrong_) wrong_ = smtp::content_diagnostics(*content_, *now_.mail, now_.message->via);
        values made = smtp::codes_of(now_.diagnostics);
        for (const value& code : smtp::codes_of(*wrong_)) made.add(code);
        return made;
    }
    if (which.id != field_id::bcc) return match::of_content(*content_, which, made_);
    std::vector<std::string_view> accepted;
    for (const value& to : recipients(true)) accepted.push_back(std::get<std::string_view>(to));
    values made = values::list();
    for (const std::string_view blind : content_->unnamed(std::move(accepted))) made.add(value(blind));
    return made;
}

}  // namespace mocksmtp::rules
