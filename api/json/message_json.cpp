#include "api/json/message_json.hpp"

#include <string>
#include <utility>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace store = mocksmtp::store;

namespace {

value optional_text(const std::optional<std::string>& text) { return text ? text_of(*text) : value(nullptr); }

value mailboxes_of(const std::vector<mail::mailbox>& list) {
    value made = value::array();
    for (const auto& each : list)
        made.push_back(
            {{"name", each.name.empty() ? value(nullptr) : text_of(each.name)}, {"address", text_of(each.address)}});
    return made;
}

value date_of(const std::optional<mail::date_time>& date) {
    if (!date) return nullptr;
    std::string text = base::format_time(base::timestamp(date->when));
    return text.erase(text.find('.'), 4);  // a Date field has no fractions
}

// Decoded values by lower-case name, in the order of first appearance.
value headers_of(const mail::view& view) {
    value made = value::object();
    for (const auto& field : view.headers())
        made[base::to_lower(field.name)].push_back(text_of(mail::decode_value(field)));
    return made;
}

value raw_headers_of(const mail::view& view) {
    value made = value::array();
    for (const auto& field : view.headers()) {
        value entry = {
            {"name", text_of(field.name)}, {"value", text_of(mail::decode_value(field))}, {"raw", text_of(field.raw)}};
        if (!base::is_utf8(field.raw)) entry["not_utf8"] = true;
        made.push_back(std::move(entry));
    }
    return made;
}

// Cuts before an octet that continues a character.
std::string_view cut(std::string_view text) {
    if (text.size() <= longest_body) return text;
    std::size_t end = longest_body;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

void put_body(value& into, const std::string& name, const std::optional<mail::decoded_body>& body) {
    into[name] = body ? text_of(cut(body->text)) : value(nullptr);
    if (!body) return;
    if (body->text.size() > longest_body) into[name + "_truncated"] = true;
    if (body->lossy) into[name + "_lossy"] = true;
    if (!body->charset_known) into[name + "_charset_unknown"] = true;
}

value attachments_of(const store::message_record& of) {
    value made = value::array();
    for (const auto& each : of.view().attachments()) {
        const auto& facts = of.view().facts_of(each);
        made.push_back({{"part", each.number},
                        {"filename", optional_text(each.filename)},
                        {"content_type", text_of(each.content_type)},
                        {"disposition", optional_text(each.disposition)},
                        {"content_id", optional_text(each.content_id)},
                        {"size", facts.size},
                        {"sha256", facts.sha256},
                        {"url", "/v1/messages/" + of.id.text() + "/parts/" + each.number}});
    }
    return made;
}

void put_origin(value& into, const store::message_record& what) {
    const auto& transaction = *what.transaction;
    into["from"] = text_of(transaction.from());
    into["to"] = list_of(transaction.accepted());
    into["refused"] = list_of(transaction.refused());
    into["bcc"] = list_of(what.bcc());
    into["envelope"] = envelope_of(transaction.envelope());
    into["auth"] = auth_of(what.auth());
    into["tls"] = what.tls() != nullptr ? to_json(*what.tls()) : value(nullptr);
    into["peer"] = what.session().where.peer;
    into["helo"] = transaction.helo ? text_of(transaction.helo->argument) : value(nullptr);
    into["listener"] = what.session().where.listener;
    if (what.facts.rule) into["rule"] = text_of(what.facts.rule->rule);
}

void put_content(value& into, const store::message_record& what, const showing& how) {
    const auto& view = what.view();
    into["subject"] = optional_text(view.subject());
    into["mailboxes"] = {{"from", mailboxes_of(view.mailboxes("from"))},
                         {"to", mailboxes_of(view.mailboxes("to"))},
                         {"cc", mailboxes_of(view.mailboxes("cc"))},
                         {"reply_to", mailboxes_of(view.mailboxes("reply-to"))}};
    into["date"] = date_of(view.date());
    into["message_id"] = optional_text(view.message_id());
    if (how.summary) return;
    into["headers"] = headers_of(view);
    into["raw_headers"] = raw_headers_of(view);
    put_body(into, "text", view.text());
    put_body(into, "html", view.html());
    into["attachments"] = attachments_of(what);
}

}  // namespace

value auth_of(const store::attempt_record* what) {
    if (what == nullptr) return nullptr;
    return {{"attempt", id_of(what->id)},
            {"mechanism", what->what.mechanism},
            {"user", text_of(what->what.found.user)},
            {"authzid", optional_text(what->what.found.authzid)}};
}

value to_json(const store::message_record& what, std::uint64_t epoch, const showing& how) {
    value made = {{"id", what.id.text()},
                  {"cursor", store::cursor{epoch, what.at}.text()},
                  {"scope", what.session().scope},
                  {"session", what.session().id.text()},
                  {"transaction", what.transaction->id.text()},
                  {"received_at", base::format_time(what.received_at)},
                  {"size", what.raw.bytes.size()},
                  {"sha256", what.sha256()},
                  {"protocol", what.facts.protocol}};
    put_origin(made, what);
    put_content(made, what, how);
    made["diagnostics"] = to_json(what.diagnostics());
    return made;
}

}  // namespace api::json
