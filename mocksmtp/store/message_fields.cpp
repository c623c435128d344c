#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/store/shared_fields.hpp"

namespace mocksmtp::store {

using match::field_id;
using match::value;
using match::values;

values message_fields::of(const match::field& which) const {
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
            return codes_of(of_.diagnostics());
        case field_id::rule:
            return rules_of(*of_.transaction);
        case field_id::bcc:
        case field_id::subject:
        case field_id::message_id:
        case field_id::headers:
        case field_id::mailboxes:
        case field_id::text:
        case field_id::html:
        case field_id::link:
        case field_id::code:
        case field_id::attachment:
        case field_id::attachment_count:
            return of_content(which);
        default:
            return of_transaction(*of_.transaction, which.id);
    }
}

values message_fields::of_content(const match::field& which) const {
    const auto& view = of_.view();
    values made = values::list();
    switch (which.id) {
        case field_id::bcc:
            return list_of_views(of_.bcc());
        case field_id::subject:
            return keep_one(view.subject());
        case field_id::message_id:
            return keep_one(view.message_id());
        case field_id::text:
            return view.text() ? values::one(view.text()->text) : values{};
        case field_id::html:
            return view.html() ? values::one(view.html()->text) : values{};
        case field_id::headers:
            for (auto& text : view.all(which.name)) made.add(value(keep(std::move(text))));
            return made;
        case field_id::mailboxes:
            for (auto& mailbox : view.mailboxes(which.name)) made.add(value(keep(std::move(mailbox.address))));
            return made;
        case field_id::attachment:
            for (const auto& file : view.attachments()) {
                if (file.filename) made.add(value(std::string_view(*file.filename)));
            }
            return made;
        case field_id::attachment_count:
            return values::one(view.attachments().size());
        default:
            return made;
    }
}

}  // namespace mocksmtp::store
