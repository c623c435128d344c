// Any bytes are seen as a mail: every question has an answer, in valid UTF-8, whose bytes lie inside the message.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/diagnosis/findings.hpp"
#include "mocksmtp/mail/html_content_ids.hpp"
#include "mocksmtp/mail/mime.hpp"
#include "mocksmtp/mail/view.hpp"

namespace {

using mocksmtp::mail::view;

void require(bool holds) {
    if (!holds) std::abort();
}

void require_utf8(const std::optional<std::string>& text) { require(!text || mocksmtp::base::is_utf8(*text)); }

void require_inside(std::string_view inner, std::string_view outer) {
    require(inner.data() >= outer.data() && inner.data() + inner.size() <= outer.data() + outer.size());
}

void ask_about_headers(const view& seen) {
    require(seen.body_offset() <= seen.bytes().size());
    require_utf8(seen.subject());
    require_utf8(seen.message_id());
    if (const auto date = seen.date()) require(date->offset > std::chrono::hours(-100));
    for (const auto& field : seen.headers()) {
        require_inside(field.raw, seen.bytes());
        require_utf8(seen.first(field.name));
        if (seen.headers().size() > 20) continue;
        for (const std::string& value : seen.all(field.name)) require_utf8(value);
        for (const auto& mailbox : seen.mailboxes(field.name)) {
            require_utf8(mailbox.name);
            require_utf8(mailbox.address);
            require(mocksmtp::mail::same_address(mailbox.address, mailbox.address));
        }
    }
}

void ask_about_links_and_codes(const view& seen) {
    for (const auto& one : seen.links()) {
        require(!one.url.empty());
        require_utf8(one.url);
        require_utf8(one.text);
    }
    for (const auto& one : seen.codes()) {
        require(one.value.size() >= 4 && one.value.size() <= 10);
        for (const char c : one.value) require(mocksmtp::base::is_digit(c) || (c >= 'A' && c <= 'Z'));
    }
    if (!seen.html()) return;
    const auto unchanged = [](std::string_view) { return std::optional<std::string>(); };
    require(mocksmtp::mail::replace_content_ids(seen.html()->text, unchanged) == seen.html()->text);
}

void ask_about_parts(const view& seen) {
    require(!seen.parts().empty() && seen.parts().size() <= mocksmtp::mail::max_parts);
    for (const auto& part : seen.parts()) {
        require_inside(part.head, seen.bytes());
        require_inside(part.body, seen.bytes());
        require(seen.find_part(part.number) == &part);
    }
    for (const auto& body : {seen.text(), seen.html()}) {
        if (body) require_utf8(body->text);
    }
    for (const auto& one : seen.attachments()) {
        require_utf8(one.filename);
        require_utf8(one.content_type);
        require_utf8(one.disposition);
        require_utf8(one.content_id);
        require(seen.facts_of(one).size <= seen.bytes().size() && seen.facts_of(one).sha256.size() == 64);
    }
}

void ask_about_facts(const view& seen) {
    for (const auto* name : {"in-reply-to", "references"}) {
        for (const std::string& id : seen.message_ids(name)) require_utf8(id);
    }
    if (const auto found = seen.unsubscribe()) {
        for (const std::string& uri : found->uris) require_utf8(uri);
    }
    require_utf8(seen.auto_submitted());
    for (const auto& one : seen.calendars()) {
        require(one.part < seen.parts().size());
        for (const auto& component : one.components) {
            for (const auto& property : component.properties) require(!property.name.empty());
        }
    }
    for (const auto& one : seen.delivery_statuses()) {
        require(one.part < seen.parts().size());
        for (const auto& field : one.message) require_utf8(field.value);
    }
}

void ask_what_is_wrong(const view& seen, const mocksmtp::diagnosis::circumstances& sent) {
    std::optional<std::size_t> last;
    for (const auto& one : mocksmtp::diagnosis::diagnose(seen, sent)) {
        require_utf8(one.detail);
        require(one.detail.size() <= mocksmtp::diagnosis::findings::longest_detail);
        require(!one.offset || *one.offset <= seen.bytes().size());
        require(one.offset >= last);
        last = one.offset;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const view headers_first(bytes);
    ask_about_headers(headers_first);
    ask_about_parts(headers_first);
    ask_about_links_and_codes(headers_first);
    ask_about_facts(headers_first);
    const view parts_first(bytes);
    ask_about_parts(parts_first);
    ask_what_is_wrong(view(bytes), {});
    ask_what_is_wrong(headers_first, {.smtputf8 = true, .eight_bit = true, .binary = true});
    return 0;
}
