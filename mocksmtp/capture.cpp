#include "mocksmtp/capture.hpp"

#include "mocksmtp/mail/view.hpp"

namespace mocksmtp {

namespace {

std::vector<std::string> copies(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

std::optional<std::string> text_of(const std::optional<mail::decoded_body>& body) {
    return body ? std::optional<std::string>(body->text) : std::nullopt;
}

void add_findings(captured_message& to, const mail::view& of) {
    for (const mail::code& each : of.codes()) to.codes.push_back(each.value);
    for (const mail::link& each : of.links()) to.links.push_back({each.url, each.text});
    for (const mail::attachment& each : of.attachments())
        to.attachments.push_back({each.filename, each.content_type, mail::decode_content(of.parts()[each.part])});
}

}  // namespace

captured_message capture(const store::message_record& from) {
    const store::transaction_record& transaction = *from.transaction;
    const store::session_record& session = from.session();
    const mail::view& view = from.view();
    captured_message made;
    made.id = from.id.text();
    made.session = session.id.text();
    made.transaction = transaction.id.text();
    made.from = transaction.from();
    made.to = copies(transaction.accepted());
    made.refused = copies(transaction.refused());
    made.bytes = from.raw.bytes.view();
    made.headers.reserve(view.headers().size());
    for (const mail::header_field& field : view.headers())
        made.headers.push_back({std::string(field.name), mail::decode_value(field)});
    made.subject = view.subject().value_or("");
    made.text = text_of(view.text());
    made.html = text_of(view.html());
    add_findings(made, view);
    made.protocol = from.facts.protocol;
    if (transaction.helo) made.helo = transaction.helo->argument;
    made.peer = session.where.peer;
    made.listener = session.where.listener;
    if (const store::attempt_record* auth = from.auth()) {
        made.mechanism = auth->what.mechanism;
        made.user = auth->what.found.user;
    }
    if (const smtp::tls_facts* tls = from.tls()) made.tls_version = tls->version;
    for (const base::diagnostic& one : from.diagnostics()) made.diagnostics.emplace_back(base::row_of(one.code).name);
    made.received_at = from.received_at;
    return made;
}

captured_attempt capture(const store::attempt_record& from) {
    captured_attempt made;
    made.id = from.id.text();
    made.session = from.session->id.text();
    made.mechanism = from.what.mechanism;
    made.offered = from.what.offered;
    made.initial_response = from.what.initial_response;
    made.user = from.what.found.user;
    made.authzid = from.what.found.authzid;
    made.secret = from.what.found.secret;
    made.verified = from.what.found.verified;
    made.because = from.what.found.because;
    made.outcome = smtp::name(from.what.outcome);
    made.reply_code = from.what.answer.code;
    if (from.what.under_tls && from.session->tls) made.tls_version = from.session->tls->version;
    return made;
}

captured_transaction capture(const store::transaction_record& from) {
    captured_transaction made;
    made.id = from.id.text();
    made.session = from.session->id.text();
    made.from = from.from();
    made.to = copies(from.accepted());
    made.refused = copies(from.refused());
    if (from.outcome) made.outcome = smtp::name(*from.outcome);
    made.reply_code = from.deciding_reply().code;
    if (const auto by = from.rule()) made.rule = by->rule;
    return made;
}

captured_hold capture(const store::hold_record& from) {
    const smtp::hold_facts& held = from.what;
    captured_hold made;
    made.id = from.id.text();
    made.session = from.session->id.text();
    made.stage = match::name_of(held.at);
    made.rule = held.by.rule;
    made.hit = held.by.hit;
    made.verb = held.verb;
    made.user = held.user;
    made.from = held.from;
    made.to = held.to;
    if (held.message) made.bytes = held.message->bytes.view();
    return made;
}

}  // namespace mocksmtp
