#include "api/routes/html.hpp"
#include "api/routes/report_frame.hpp"
#include "api/routes/report_items.hpp"
#include "api/routes/report_words.hpp"
#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t shown_octets = 65536;  // of one body, and of all headers together

std::string auth_text(const store::message_record& what) {
    const auto* attempt = what.auth();
    if (attempt == nullptr) return {};
    return attempt->what.mechanism + " " + base::printable(attempt->what.found.user);
}

std::string tls_text(const store::message_record& what) {
    const auto* tls = what.tls();
    return tls == nullptr ? "no TLS" : tls->version;
}

std::string summary_of(const store::message_record& what) {
    const auto& transaction = *what.transaction;
    std::string made = "<summary><span class=\"id\">" + what.id.text() + "</span><span class=\"who\">" +
                       path_text(transaction.from()) + " &rarr; ";
    bool first = true;
    for (const auto each : transaction.accepted()) {
        made += (first ? "" : ", ") + path_text(each);
        first = false;
    }
    const auto subject = what.view().subject();
    made += "</span><span class=\"what\">" + (subject ? escaped(*subject) : "<i>no subject</i>");
    made += "</span><span class=\"how\">" + escaped(auth_text(what)) + " " + escaped(tls_text(what));
    return made + "</span></summary>\n";
}

std::string path_row(std::string_view verb, const smtp::addressed& path) {
    std::string params;
    for (const auto& each : path.params)
        params += " " + escaped(base::printable(each.name + (each.value ? "=" + *each.value : std::string())));
    return table_row({std::string(verb) + path_text(path.address) + params,
                      (path.answer.positive() ? "" : coloured("refused: ", false)) + decided(path.answer, path.rule)});
}

std::string envelope_part(const store::message_record& what) {
    const auto envelope = what.transaction->envelope();
    std::string made = "<h3>Envelope</h3>\n" + open_table({"command", "reply"}) + path_row("MAIL FROM:", envelope.from);
    for (const auto& each : envelope.to) made += path_row("RCPT TO:", each);
    return made + std::string(close_table);
}

std::string facts_part(const store::message_record& what) {
    std::string made = "<h3>Facts</h3>\n<table class=\"facts\">";
    made += fact("session", link_to(what.session().id.text()) + ", " + escaped(what.session().where.peer) + " on " +
                                escaped(what.session().where.listener));
    if (what.transaction->helo) made += fact("greeting", escaped(base::printable(what.transaction->helo->argument)));
    made += fact("logged in", escaped(auth_text(what)));
    if (const auto* tls = what.tls()) made += fact("TLS", escaped(tls->version + " " + tls->cipher));
    made += fact("protocol", escaped(what.facts.protocol));
    made += fact("received at", base::format_time(what.received_at));
    made += fact("size", std::to_string(what.raw.bytes.size()) + " octets, sha256 " + what.sha256());
    std::string named;
    for (const auto each : what.bcc()) named += (named.empty() ? "" : ", ") + path_text(each);
    made += fact("blind copies", named);
    for (const auto& each : what.diagnostics())
        made += fact("diagnostic",
                     "<b>" + std::string(base::row_of(each.code).name) + "</b> " + escaped(base::explain(each)));
    return made + std::string(close_table);
}

std::string headers_part(const mail::view& view) {
    std::string made = "<h3>Headers</h3>\n<table class=\"facts\">";
    std::size_t shown = 0;
    for (const auto& each : view.headers()) {
        if (shown > shown_octets) return made + std::string(close_table) + "<p class=\"dim\">and more</p>\n";
        const auto value = mail::decode_value(each);
        shown += value.size();
        made += "<tr><th>" + escaped(base::printable(base::cut(each.name, 100))) + "</th><td>" +
                escaped(base::cut(value, shown_octets)) + "</td></tr>\n";
    }
    return made + std::string(close_table);
}

// A frame that neither runs nor loads anything shows what a mail reader would.
std::string body_part(std::string_view heading, const std::optional<mail::decoded_body>& body, bool is_html) {
    if (!body) return {};
    const auto shown = escaped(base::cut(body->text, shown_octets));
    std::string made = "<h3>" + std::string(heading) + "</h3>\n";
    if (is_html)
        made += "<iframe sandbox srcdoc=\"" + shown + "\"></iframe>\n<details><summary>its source</summary><pre>" +
                shown + "</pre></details>\n";
    else
        made += "<pre>" + shown + "</pre>\n";
    if (body->text.size() > shown_octets)
        made += "<p class=\"dim\">the first " + std::to_string(shown_octets) + " of " +
                std::to_string(body->text.size()) + " octets</p>\n";
    return made;
}

std::string attachments_part(const mail::view& view) {
    if (view.attachments().empty()) return {};
    std::string made = "<h3>Attachments</h3>\n" + open_table({"part", "name", "type", "octets", "sha256"});
    for (const auto& each : view.attachments()) {
        const auto& facts = view.facts_of(each);
        made += table_row({each.number, escaped(each.filename.value_or("")), escaped(each.content_type),
                           std::to_string(facts.size), facts.sha256});
    }
    return made + std::string(close_table);
}

}  // namespace

std::string message_part(const store::message_record& what) {
    const auto& view = what.view();
    std::string made = "<details id=\"" + what.id.text() + "\">" + summary_of(what) + "<div class=\"inside\">\n";
    made += envelope_part(what) + facts_part(what) + headers_part(view);
    made += body_part("Text", view.text(), false) + body_part("HTML", view.html(), true) + attachments_part(view);
    return made + "</div></details>\n";
}

}  // namespace api::routes
