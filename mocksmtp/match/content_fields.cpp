#include "mocksmtp/match/content_fields.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mocksmtp::match {

namespace {

values attachments_of(const mail::view& message, field_id which) {
    values found = values::list();
    for (const auto& file : message.attachments()) {
        if (which == field_id::attachment_type) found.add(value(std::string_view(file.content_type)));
        if (which == field_id::attachment_sha256) found.add(value(std::string_view(message.facts_of(file).sha256)));
        if (which == field_id::attachment && file.filename) found.add(value(std::string_view(*file.filename)));
    }
    return found;
}

values parts_of(const mail::view& message, field_id which) {
    values found = values::list();
    for (const auto& one : message.parts()) {
        const std::string* charset = which == field_id::charset ? one.type.find("charset") : nullptr;
        if (charset != nullptr) found.add(value(std::string_view(*charset)));
        if (which == field_id::content_type) found.add(value(std::string_view(one.type.value)));
        if (which == field_id::content_id && one.id) found.add(value(std::string_view(*one.id)));
    }
    return found;
}

values links_of(const mail::view& message, field_id which) {
    values found = values::list();
    for (const auto& one : message.links())
        found.add(value(std::string_view(which == field_id::link ? one.url : one.text)));
    return found;
}

values kept_list(std::vector<std::string> texts, kept_texts& made) {
    values found = values::list();
    for (auto& text : texts) found.add(value(made.keep(std::move(text))));
    return found;
}

values calendar_of(const mail::view& message, std::string_view name, kept_texts& made) {
    values found = values::list();
    for (const auto& one : message.calendars()) {
        if (name == "method" && !one.method.empty()) found.add(value(std::string_view(one.method)));
        for (const auto& component : one.components) {
            if (name == "type") found.add(value(std::string_view(component.type)));
            for (const auto& property : component.properties)
                if (property.name == name) found.add(value(made.keep(mail::calendar_address(property.value))));
        }
    }
    return found;
}

// RFC 3464 section 2.3.4: a comment may follow.
std::string_view status_code(std::string_view written) { return written.substr(0, written.find_first_of(" \t(")); }

values delivery_status_of(const mail::view& message, std::string_view name) {
    values found = values::list();
    const auto add = [&](const std::vector<mail::status_field>& fields) {
        for (const auto& one : fields)
            if (one.name == name) found.add(value(name == "status" ? status_code(one.value) : one.value));
    };
    for (const auto& one : message.delivery_statuses()) {
        add(one.message);
        for (const auto& recipient : one.recipients) add(recipient);
    }
    return found;
}

values unsubscribe_of(const mail::view& message, field_id which, kept_texts& made) {
    auto found = message.unsubscribe();
    if (which == field_id::one_click) return values::one(found && found->one_click);
    return found ? kept_list(std::move(found->uris), made) : values::list();
}

}  // namespace

bool is_of_content(field_id which) {
    const bool in_range = which >= field_id::subject && which <= field_id::delivery_status;
    return in_range && which != field_id::size;
}

values of_content(const mail::view& message, const field& which, kept_texts& made) {
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
            return kept_list(message.all(which.name), made);
        case field_id::mailboxes: {
            values found = values::list();
            for (auto& one : message.mailboxes(which.name)) found.add(value(made.keep(std::move(one.address))));
            return found;
        }
        case field_id::attachment_count:
            return values::one(message.attachments().size());
        case field_id::inline_count: {
            const auto count = std::ranges::count_if(message.attachments(), &mail::attachment::is_inline);
            return values::one(static_cast<std::size_t>(count));
        }
        case field_id::attachment:
        case field_id::attachment_type:
        case field_id::attachment_sha256:
            return attachments_of(message, which.id);
        case field_id::content_type:
        case field_id::charset:
        case field_id::content_id:
            return parts_of(message, which.id);
        case field_id::link:
        case field_id::link_text:
            return links_of(message, which.id);
        case field_id::code: {
            values found = values::list();
            for (const auto& one : message.codes()) found.add(value(std::string_view(one.value)));
            return found;
        }
        case field_id::list_unsubscribe:
        case field_id::one_click:
            return unsubscribe_of(message, which.id, made);
        case field_id::auto_submitted:
            return made.one(message.auto_submitted());
        case field_id::in_reply_to:
            return kept_list(message.message_ids("in-reply-to"), made);
        case field_id::references:
            return kept_list(message.message_ids("references"), made);
        case field_id::calendar:
            return calendar_of(message, which.name, made);
        case field_id::delivery_status:
            return delivery_status_of(message, which.name);
        default:
            return {};
    }
}

}  // namespace mocksmtp::match
