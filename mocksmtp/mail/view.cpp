#include "mocksmtp/mail/view.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/content_line.hpp"
#include "mocksmtp/mail/html_text.hpp"
#include "mocksmtp/mail/links.hpp"
#include "mocksmtp/mail/message_ids.hpp"
#include "mocksmtp/mail/mime.hpp"
#include "mocksmtp/mail/shown_parts.hpp"

namespace mocksmtp::mail {
namespace {

struct shown_parts {
    std::vector<const part*> text;
    std::vector<const part*> html;

    bool holds(const part& one) const {
        return std::ranges::binary_search(text, &one) || std::ranges::binary_search(html, &one);
    }
};

// RFC 5545 section 3.1.4: iCalendar is UTF-8 unless the charset parameter says otherwise.
std::string calendar_text(const part& one) {
    const std::string* charset = one.type.find("charset");
    return decode_charset(unfold_content(decode_content(one)), charset == nullptr ? "utf-8" : *charset).text;
}

// Its parts make up what is shown, each in its role.
bool makes_one_body(const part& parent) {
    const std::string& type = parent.type.value;
    return type == "multipart/related" || type == "multipart/alternative" || type == "multipart/report";
}

content_facts measure(const part& one) {
    const std::string content = decode_content(one);
    return {content.size(), base::hex(base::digest(base::hash::sha256, content))};
}

// The value, computed if nobody asked before.
template <typename value, typename computation>
value& once(std::optional<value>& slot, computation compute) {
    if (!slot) slot.emplace(compute());
    return *slot;
}

}  // namespace

struct view::parsed {
    std::optional<header_block> header;
    std::optional<std::vector<part>> parts;
    std::optional<shown_parts> shown;
    std::optional<std::optional<decoded_body>> text;
    std::optional<std::optional<decoded_body>> html;
    std::optional<std::vector<attachment>> attachments;
    std::optional<readable_html> readable;
    std::optional<std::vector<calendar>> calendars;
    std::optional<std::vector<delivery_status>> statuses;
    std::optional<std::vector<link>> links;
    std::optional<std::vector<code>> codes;
    std::vector<std::optional<content_facts>> facts;  // one for each part; sized once, references are handed out

    const shown_parts& shown_of(const std::vector<part>& all) {
        return once(shown, [&] {
            return shown_parts{choose_shown(all, "text/plain"), choose_shown(all, "text/html")};
        });
    }
};

view::view(std::string_view message) noexcept : message_(message) {}
view::view(view&&) noexcept = default;
view& view::operator=(view&&) noexcept = default;
view::~view() = default;

view::parsed& view::state() const {
    if (!parsed_) parsed_ = std::make_unique<parsed>();
    return *parsed_;
}

const header_block& view::header() const {
    return once(state().header, [&] { return read_headers(message_); });
}

const std::vector<header_field>& view::headers() const { return header().fields; }

std::size_t view::body_offset() const { return header().body_offset; }

// A search asks many messages for one field each: that leaves nothing behind.
std::optional<std::string> view::first(std::string_view name) const {
    const auto found = find_header(message_, name);
    if (!found) return std::nullopt;
    return decode_value(*found);
}

std::vector<std::string> view::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const header_field& field : headers()) {
        if (base::iequals(field.name, name)) values.push_back(decode_value(field));
    }
    return values;
}

std::optional<std::string> view::subject() const { return first("subject"); }

std::optional<std::string> view::message_id() const {
    const auto found = find_header(message_, "message-id");
    if (!found) return std::nullopt;
    auto ids = parse_message_ids(unfold(found->raw));
    return ids.empty() ? decode_value(*found) : std::move(ids.front());
}

std::optional<date_time> view::date() const {
    const auto found = find_header(message_, "date");
    return found ? parse_date(unfold(found->raw)) : std::nullopt;
}

std::vector<mailbox> view::mailboxes(std::string_view name) const {
    std::vector<mailbox> found;
    for (const header_field& field : headers()) {
        if (!base::iequals(field.name, name)) continue;
        std::ranges::move(parse_mailboxes(unfold(field.raw)), std::back_inserter(found));
    }
    return found;
}

std::vector<std::string> view::message_ids(std::string_view name) const {
    std::vector<std::string> found;
    for (const header_field& field : headers()) {
        if (!base::iequals(field.name, name)) continue;
        std::ranges::move(parse_message_ids(unfold(field.raw)), std::back_inserter(found));
    }
    return found;
}

std::optional<list_unsubscribe> view::unsubscribe() const {
    const auto found = find_header(message_, "list-unsubscribe");
    if (!found) return std::nullopt;
    return parse_list_unsubscribe(unfold(found->raw), first("list-unsubscribe-post"));
}

std::optional<std::string> view::auto_submitted() const {
    const auto found = find_header(message_, "auto-submitted");
    if (!found) return std::nullopt;
    return parse_parameters(unfold(found->raw)).value;
}

const std::optional<decoded_body>& view::text() const {
    return once(state().text, [&] { return decode_shown(state().shown_of(parts()).text); });
}

const std::optional<decoded_body>& view::html() const {
    return once(state().html, [&] { return decode_shown(state().shown_of(parts()).html); });
}

const std::vector<const part*>& view::html_parts() const { return state().shown_of(parts()).html; }

const std::vector<part>& view::parts() const {
    return once(state().parts, [&] { return read_parts(message_); });
}

const std::vector<attachment>& view::attachments() const {
    const std::vector<part>& all_parts = parts();
    const shown_parts& shown = state().shown_of(all_parts);
    return once(state().attachments, [&] {
        std::vector<attachment> found;
        for (std::size_t i = 0; i < all_parts.size(); ++i) {
            const part& one = all_parts[i];
            if (!one.leaf || one.message || shown.holds(one)) continue;
            attachment& added = found.emplace_back();
            added = {i, one.number, file_name(one), one.type.value, std::nullopt, one.id, false};
            if (one.disposition) added.disposition = one.disposition->value;
            added.is_inline =
                one.disposition ? one.disposition->value == "inline" : makes_one_body(all_parts[one.parent]);
        }
        return found;
    });
}

const content_facts& view::facts_of(const attachment& one) const {
    const std::vector<part>& all_parts = parts();
    std::vector<std::optional<content_facts>>& facts = state().facts;
    facts.resize(all_parts.size());
    return once(facts[one.part], [&] { return measure(all_parts[one.part]); });
}

const std::vector<calendar>& view::calendars() const {
    return once(state().calendars, [&] {
        std::vector<calendar> found;
        for (std::size_t i = 0; i < parts().size(); ++i) {
            const part& one = parts()[i];
            const bool is_calendar = one.type.value == "text/calendar" || one.type.value == "application/ics";
            if (!is_calendar || one.message) continue;
            for (calendar& each : read_calendars(calendar_text(one))) {
                each.part = i;
                found.push_back(std::move(each));
            }
        }
        return found;
    });
}

const std::vector<delivery_status>& view::delivery_statuses() const {
    return once(state().statuses, [&] {
        std::vector<delivery_status> found;
        for (std::size_t i = 0; i < parts().size(); ++i) {
            const part& one = parts()[i];
            if (!is_delivery_status(one) || one.message) continue;
            found.push_back(read_delivery_status(decode_content(one)));
            found.back().part = i;
        }
        return found;
    });
}

const readable_html& view::read() const {
    return once(state().readable, [&] { return html() ? read_html(html()->text) : readable_html{}; });
}

const std::vector<link>& view::links() const {
    return once(state().links,
                [&] { return gather_links(read().links, text() ? std::string_view(text()->text) : ""); });
}

const std::vector<code>& view::codes() const {
    return once(state().codes, [&] {
        const std::string about = subject().value_or("");
        const std::string_view texts[] = {about, text() ? std::string_view(text()->text) : "", read().text};
        return find_codes(texts);
    });
}

const part* view::find_part(std::string_view number) const {
    const auto found = std::ranges::find(parts(), number, &part::number);
    return found == parts().end() ? nullptr : &*found;
}

std::vector<std::string_view> view::unnamed(std::vector<std::string_view> recipients) const {
    auto named = mailboxes("to");
    std::ranges::move(mailboxes("cc"), std::back_inserter(named));
    std::erase_if(recipients, [&](std::string_view recipient) {
        return std::ranges::any_of(named, [&](const mailbox& one) { return same_address(one.address, recipient); });
    });
    return recipients;
}

}  // namespace mocksmtp::mail
