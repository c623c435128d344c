#include "api/json/import_json.hpp"

#include "api/json/told.hpp"
#include "api/json/told_event.hpp"
#include "mocksmtp/base/base64.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

std::shared_ptr<const store::greeting> greeting_of(const told& from) {
    auto argument = from.text_or_null();
    return argument ? std::make_shared<const store::greeting>(store::greeting{"EHLO", *std::move(argument)}) : nullptr;
}

smtp::attempt attempt_of(const told& from) {
    smtp::attempt made{.mechanism = from["mechanism"].text(),
                       .offered = from["offered"].texts(),
                       .initial_response = from["initial_response"].flag(),
                       .found = {},
                       .outcome = from["outcome"].word(smtp::attempt_outcome::unsupported),
                       .under_tls = !from["tls"].is_null(),
                       .answer = from["reply"].reply(),
                       .rule = from.rule(),
                       .exchange = {}};
    auto& found = made.found;
    found.user = from["user"].text_or_null().value_or("");
    found.authzid = from["authzid"].text_or_null();
    if (const told secret = from["secret"]; !secret.is_null()) found.secret = secret.text_or_secret();
    if (const told verified = from["verified"]; !verified.is_null()) found.verified = verified.flag();
    found.because = from["because"].text_or_null().value_or("");
    found.credential = from["credential"].number_or_null();
    found.more = from["fields"].fields();
    for (const told& each : from["exchange"].elements())
        made.exchange.push_back(
            {.from = each["dir"].text() == "client" ? smtp::direction::client : smtp::direction::server,
             .line = each["line"].text_or_secret(),
             .decoded = each["decoded"].fields(),
             .secret = each["line"].is_object()});
    return made;
}

store::attempt_record attempt_record_of(const told& from) {
    store::attempt_record made;
    made.id = from["id"].id_of<base::attempt_id>();
    made.at = from["cursor"].cursor().n;
    made.made_at = from["made_at"].time();
    made.helo = greeting_of(from["helo"]);
    made.what = attempt_of(from);
    made.messages = from["messages"].number();
    return made;
}

void read_ending(store::transaction_record& into, const told& from) {
    if (from["outcome"].is_null()) return;
    smtp::transaction_ended how{.outcome = from["outcome"].word(smtp::transaction_outcome::lost),
                                .by = from["ended_by"].word(smtp::transaction_end::mail_refused),
                                .data = {},
                                .rule = from.rule()};
    if (const told data = from["data"]; !data.is_null())
        how.data = smtp::data_facts{.via = data["via"].word(smtp::body_via::bdat),
                                    .octets = data["bytes"].number(),
                                    .answer = data["reply"].reply()};
    into.finish(how);
}

store::told_transaction transaction_of(const told& from) {
    store::told_transaction made;
    auto& what = made.what;
    what.id = from["id"].id_of<base::transaction_id>();
    what.ended = from["cursor"].event_or_null();
    what.opened_at = from["opened_at"].time();
    what.helo = greeting_of(from["helo"]);
    what.under_tls = !from["tls"].is_null();
    what.diagnostics = from["diagnostics"].diagnostics();
    const told envelope = from["envelope"];
    what.begin(envelope["from"].addressed());
    for (const told& each : envelope["to"].elements()) what.add(each.addressed());
    read_ending(what, from);
    made.auth = from["auth"].identity();
    made.messages = from["messages"].ids_of<base::message_id>();
    const auto several = from.find("scopes");
    made.scopes = several ? several->texts() : std::vector<std::string>{from["scope"].text()};
    return made;
}

smtp::received_message raw_of(const told& from) {
    smtp::received_message made;
    const auto bytes = base::decode_base64(from["base64"].text());
    if (!bytes) from["base64"].where().complain("base64");
    made.bytes = base::byte_buffer(bytes.value_or(""));
    std::uint64_t last = 0;
    for (const told& each : from["removed_dots"].elements()) {
        const auto offset = each.number();
        if (offset < last || offset > made.bytes.size()) each.where().complain("an offset behind the one before it");
        made.removed_dots.push_back(last = offset);
    }
    made.terminator = from["terminator"].text();
    made.via = from["via"].word(smtp::body_via::bdat);
    return made;
}

store::told_message message_of(const told& from) {
    return {.id = from["id"].id_of<base::message_id>(),
            .transaction = from["transaction"].id_of<base::transaction_id>(),
            .at = from["cursor"].cursor().n,
            .received_at = from["received_at"].time(),
            .raw = raw_of(from["raw"]),
            .facts = {.protocol = from["protocol"].text(), .rule = from.rule()}};
}

void read_record(store::session_record& into, const told& from) {
    into.id = from["id"].id_of<base::session_id>();
    into.where.listener = from["listener"].text();
    into.where.peer = from["peer"].text();
    into.opened_before_reset = from["opened_before_reset"].flag();
    into.opened = from["opened_cursor"].event_or_null();
    into.closed = from["closed_cursor"].event_or_null();
    into.opened_at = from["opened_at"].time();
    if (const told how = from["ended_by"]; !how.is_null()) into.ended_by = how.word(smtp::session_end::shutdown);
    into.helo = greeting_of(from["helo"]);
    if (auto tls = from["tls"].tls()) into.tls = std::make_unique<const smtp::tls_facts>(*std::move(tls));
    if (auto failed = from["tls_failed"].tls_failure())
        into.tls_failed = std::make_unique<const smtp::tls_failure>(*std::move(failed));
    into.attempts = from["auth_attempts"].ids_of<base::attempt_id>();
    into.transactions = from["transactions"].ids_of<base::transaction_id>();
    into.messages = from["messages"].number();
    for (const told& each : from["rules"].elements()) into.rules.push_back(each.rule().value_or(smtp::rule_hit{}));
    into.diagnostics = from["diagnostics"].diagnostics();
    if (const auto more = from.find("diagnostics_left_out")) into.diagnostics_left_out = more->number();
    into.commands = from["commands"].number();
    if (const auto more = from.find("commands_left_out")) into.commands_left_out = more->number();
}

store::told_session session_of(const told& from) {
    store::told_session made;
    read_record(made.what, from);
    made.auth = from["auth"].identity();
    made.scopes = from["scopes"].texts();
    for (const told& each : from["attempt_items"].elements()) made.attempts.push_back(attempt_record_of(each));
    for (const told& each : from["transaction_items"].elements()) made.transactions.push_back(transaction_of(each));
    for (const told& each : from["message_items"].elements()) made.messages.push_back(message_of(each));
    for (const told& each : from["events"].elements()) made.events.push_back(event_of(each));
    return made;
}

}  // namespace

std::variant<store::story, std::vector<mistake>> story_of(const value& document) {
    std::vector<mistake> mistakes;
    const told from(written(document, "", mistakes));
    store::story made;
    if (from["format"].where().what() != export_format) {
        mistakes.clear();
        from.where().complain_at("format", "\"" + std::string(export_format) + "\", as GET /v1/export has it");
        return mistakes;
    }
    made.at = from["cursor"].cursor();
    for (const told& each : from["sessions"].elements()) made.sessions.push_back(session_of(each));
    for (const told& each : from["events"].elements()) made.remarks.push_back(event_of(each));
    if (!mistakes.empty()) return mistakes;
    return made;
}

namespace {

std::optional<mistake> differs(const value& one, const value& other, const std::string& at) {
    if (one.is_object() && other.is_object()) {
        for (const auto& [key, item] : one.items()) {
            const auto found = other.find(key);
            const auto here = pointer_to(at, key);
            if (found == other.end()) return at_pointer(here, "is not known here");
            if (auto deeper = differs(item, *found, here)) return deeper;
        }
        return std::nullopt;
    }
    if (one.is_array() && other.is_array() && one.size() == other.size()) {
        for (std::size_t i = 0; i < one.size(); ++i)
            if (auto deeper = differs(one[i], other[i], pointer_to(at, i))) return deeper;
        return std::nullopt;
    }
    if (one == other) return std::nullopt;
    return at_pointer(at, "does not follow from the rest, which makes it " + dump(other).substr(0, 200));
}

}  // namespace

std::optional<mistake> difference(const value& document, value exported_again) {
    exported_again["version"] = document.value("version", value(nullptr));
    return differs(document, exported_again, "");
}

}  // namespace api::json
