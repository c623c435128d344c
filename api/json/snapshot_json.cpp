#include "api/json/snapshot_json.hpp"

#include <algorithm>
#include <array>

#include "api/json/show.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

// Made anew for each mail, or (Content-Type) with a boundary that is; what the latter says stands in the parts.
constexpr std::array<std::string_view, 8> changing = {"content-transfer-encoding",
                                                      "content-type",
                                                      "date",
                                                      "dkim-signature",
                                                      "in-reply-to",
                                                      "message-id",
                                                      "references",
                                                      "received"};

value text_or_null(const std::optional<std::string>& text) { return text ? text_of(*text) : value(nullptr); }

value identity_of(const store::attempt_record* who) {
    if (who == nullptr) return nullptr;
    return {{"mechanism", text_of(who->what.mechanism)},
            {"user", text_of(who->what.found.user)},
            {"authzid", text_or_null(who->what.found.authzid)}};
}

value tls_of(const smtp::tls_facts* tls) {
    if (tls == nullptr) return nullptr;
    return name(tls->mode);
}

value reply_of(const smtp::reply& what) {
    return {{"code", what.code},
            {"enhanced", what.enhanced ? value(what.enhanced->text()) : value(nullptr)},
            {"text", list_of(what.lines.get())}};
}

value mailboxes_of(const mail::view& view, std::string_view name) {
    value made = value::array();
    for (const auto& each : view.mailboxes(name))
        made.push_back(
            {{"name", each.name.empty() ? value(nullptr) : text_of(each.name)}, {"address", text_of(each.address)}});
    return made;
}

value headers_of(const mail::view& view) {
    value made = value::object();
    for (const auto& field : view.headers()) {
        const auto name = base::to_lower(field.name);
        if (std::ranges::find(changing, name) == changing.end())
            made[name].push_back(text_of(mail::decode_value(field)));
    }
    return made;
}

value attachments_of(const mail::view& view) {
    value made = value::array();
    for (const auto& each : view.attachments()) {
        const auto& facts = view.facts_of(each);
        made.push_back({{"filename", text_or_null(each.filename)},
                        {"content_type", text_of(each.content_type)},
                        {"disposition", text_or_null(each.disposition)},
                        {"size", facts.size},
                        {"sha256", facts.sha256}});
    }
    return made;
}

value body_of(const std::optional<mail::decoded_body>& body) { return body ? text_of(body->text) : value(nullptr); }

value codes_of(const std::vector<base::diagnostic>& diagnostics) {
    value made = value::array();
    for (const auto& each : diagnostics) made.push_back(base::row_of(each.code).name);
    return made;
}

// Many clients name their recipients in the order of a set, which is another in every run.
value sorted_list_of(std::vector<std::string_view> recipients) {
    std::ranges::sort(recipients);
    return list_of(recipients);
}

void add_envelope(value& to, const store::transaction_record& of) {
    to["from"] = text_of(of.from());
    to["to"] = sorted_list_of(of.accepted());
    to["refused"] = sorted_list_of(of.refused());
}

}  // namespace

value snapshot_of(const store::message_record& what) {
    const mail::view& view = what.view();
    value made;
    add_envelope(made, *what.transaction);
    made["bcc"] = sorted_list_of(what.bcc());
    made["auth"] = identity_of(what.auth());
    made["tls"] = tls_of(what.tls());
    made["subject"] = text_or_null(view.subject());
    for (const auto* name : {"from", "to", "cc", "reply-to"})
        made["mailboxes"][std::string_view(name) == "reply-to" ? "reply_to" : name] = mailboxes_of(view, name);
    made["headers"] = headers_of(view);
    made["text"] = body_of(view.text());
    made["html"] = body_of(view.html());
    made["attachments"] = attachments_of(view);
    made["diagnostics"] = codes_of(what.diagnostics());
    return made;
}

value snapshot_of(const store::transaction_record& what) {
    value made;
    add_envelope(made, what);
    made["auth"] = identity_of(what.auth);
    made["tls"] = tls_of(what.under_tls ? what.session->tls.get() : nullptr);
    made["outcome"] = what.outcome ? value(smtp::name(*what.outcome)) : value(nullptr);
    made["ended_by"] = what.outcome ? value(smtp::name(what.ended_by)) : value(nullptr);
    made["reply"] = reply_of(what.deciding_reply());
    made["rule"] = what.rule() ? text_of(what.rule()->rule) : value(nullptr);
    return made;
}

value snapshot_of(const store::attempt_record& what) {
    const auto& found = what.what.found;
    value made = identity_of(&what);
    made["initial_response"] = what.what.initial_response;
    made["tls"] = tls_of(what.what.under_tls ? what.session->tls.get() : nullptr);
    made["verified"] = found.verified ? value(*found.verified) : value(nullptr);
    made["outcome"] = smtp::name(what.what.outcome);
    made["reply"] = reply_of(what.what.answer);
    made["rule"] = what.what.rule ? text_of(what.what.rule->rule) : value(nullptr);
    return made;
}

}  // namespace api::json
