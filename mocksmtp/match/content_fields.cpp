#include "mocksmtp/match/content_fields.hpp"

#include <utility>

namespace mocksmtp::match {

values of_content(const mail::view& message, const field& which, kept_texts& made) {
    values found = values::list();
    switch (which.id) {
        case field_id::subject:
            return made.one(message.subject());
        case field_id::message_id:
            return made.one(message.message_id());
        case field_id::text:
            return message.text() ? values::one(message.text()->text) : values{};
        case field_id::html:
            return message.html() ? values::one(message.html()->text) : values{};
        case field_id::headers:
            for (auto& text : message.all(which.name)) found.add(value(made.keep(std::move(text))));
            return found;
        case field_id::mailboxes:
            for (auto& one : message.mailboxes(which.name)) found.add(value(made.keep(std::move(one.address))));
            return found;
        case field_id::attachment:
            for (const auto& file : message.attachments()) {
                if (file.filename) found.add(value(std::string_view(*file.filename)));
            }
            return found;
        case field_id::attachment_count:
            return values::one(message.attachments().size());
        case field_id::link:
            for (const auto& one : message.links()) found.add(value(std::string_view(one.url)));
            return found;
        case field_id::code:
            for (const auto& one : message.codes()) found.add(value(std::string_view(one.value)));
            return found;
        default:
            return {};
    }
}

}  // namespace mocksmtp::match
