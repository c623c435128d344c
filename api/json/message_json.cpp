#include "api/json/message_json.hpp"

#include <string>
#include <vector>

#include "api/json/content_facts_json.hpp"
#include "api/json/content_json.hpp"
#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace store = mocksmtp::store;

namespace {

void put_mailboxes(writer& to, std::string_view name, const std::vector<mail::mailbox>& list) {
    to.put_array(name, [&] {
        for (const auto& each : list) {
            to.object([&] {
                to.put("name", null_if_empty(each.name));
                to.put("address", each.address);
                if (!each.group.empty()) to.put("group", each.group);
            });
        }
    });
}

std::optional<std::string> shown_date(const mail::view& view) {
    const auto date = view.date();
    if (!date) return std::nullopt;
    std::string text = base::format_time(base::timestamp(date->when));
    return text.erase(text.find('.'), 4);  // a Date field has no fractions
}

void put_raw_headers(writer& to, const std::vector<mail::header_field>& fields,
                     const std::vector<std::string>& values) {
    to.put_array("raw_headers", [&] {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            to.object([&] {
                to.put("name", fields[i].name);
                to.put("value", values[i]);
                to.put("raw", fields[i].raw);
                to.put("offset", fields[i].offset);
                if (!base::is_utf8(fields[i].raw)) to.put("not_utf8", true);
            });
        }
    });
}

void put_body(writer& to, const std::string& name, const std::optional<mail::decoded_body>& body) {
    if (!body) return to.put(name, nullptr);
    to.put(name, base::cut(body->text, longest_body));
    if (body->text.size() > longest_body) to.put(name + "_truncated", true);
    if (body->lossy) to.put(name + "_lossy", true);
    if (!body->charset_known) to.put(name + "_charset_unknown", true);
}

void put_origin(writer& to, const store::message_record& what) {
    const auto& transaction = *what.transaction;
    to.put("from", transaction.from());
    to.put("to", transaction.accepted());
    to.put("refused", transaction.refused());
    to.put("bcc", what.bcc());
    to.put("envelope", transaction.envelope());
    to.put("auth", identity{what.auth()});
    to.put("tls", what.tls());
    to.put("peer", what.session().where.peer);
    to.put("helo", transaction.helo ? &transaction.helo->argument : nullptr);
    to.put("listener", what.session().where.listener);
    if (what.facts.rule) put_rule(to, what.facts.rule);
}

void put_content(writer& to, const store::message_record& what, const showing& how) {
    const auto& view = what.view();
    to.put("subject", view.subject());
    to.put_object("mailboxes", [&] {
        put_mailboxes(to, "from", view.mailboxes("from"));
        put_mailboxes(to, "to", view.mailboxes("to"));
        put_mailboxes(to, "cc", view.mailboxes("cc"));
        put_mailboxes(to, "reply_to", view.mailboxes("reply-to"));
    });
    to.put("date", shown_date(view));
    to.put("message_id", view.message_id());
    if (how.summary) return;
    const auto values = decoded_values(view.headers());
    put_headers(to, view.headers(), values);
    put_raw_headers(to, view.headers(), values);
    put_body(to, "text", view.text());
    put_body(to, "html", view.html());
    to.put("links", view.links());
    to.put("codes", view.codes());
    put_facts(to, what);
    put_attachments(to, what);
}

}  // namespace

void put_scope(writer& to, const store::transaction_record& of) {
    to.put("scope", of.scopes().front());
    if (of.scopes().size() > 1) to.put("scopes", of.scopes());
}

void show(writer& to, const identity& what) {
    if (what.proved_by == nullptr) return to.add(nullptr);
    const auto& attempt = *what.proved_by;
    to.object([&] {
        to.put("attempt", attempt.id);
        to.put("mechanism", attempt.what.mechanism);
        to.put("user", null_if_empty(attempt.what.found.user));
        to.put("authzid", attempt.what.found.authzid);
    });
}

void show_members(writer& to, const store::message_record& what, std::uint64_t epoch, const showing& how) {
    to.put("id", what.id);
    to.put("cursor", store::cursor{epoch, what.at});
    put_scope(to, *what.transaction);
    to.put("session", what.session().id);
    to.put("transaction", what.transaction->id);
    to.put("received_at", what.received_at);
    to.put("size", what.raw.bytes.size());
    to.put("sha256", what.sha256());
    to.put("protocol", what.facts.protocol);
    put_origin(to, what);
    put_content(to, what, how);
    to.put("diagnostics", what.diagnostics());
}

void show(writer& to, const store::message_record& what, std::uint64_t epoch, const showing& how) {
    to.object([&] { show_members(to, what, epoch, how); });
}

}  // namespace api::json
