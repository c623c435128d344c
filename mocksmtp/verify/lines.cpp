#include "mocksmtp/verify/lines.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/verify/rule_fields.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

std::string path(std::string_view address) { return address.empty() ? "<>" : base::printable(address); }

std::string protection(const smtp::tls_facts* tls) { return tls == nullptr ? "no TLS" : tls->version; }

std::string message_line(const store::message_record& of) {
    std::string to;
    for (const auto& each : of.transaction->accepted()) to += (to.empty() ? "" : ", ") + path(each);
    std::string line = of.id.text() + "  " + path(of.transaction->from()) + " -> " + to;
    const auto subject = of.view().subject();
    line += subject ? "  \"" + base::printable(*subject) + "\"" : "  (no subject)";
    if (const auto* auth = of.auth())
        line += "  " + base::printable(auth->what.mechanism) + " " + base::printable(auth->what.found.user);
    return line + "  " + protection(of.tls());
}

std::string attempt_line(const store::attempt_record& of) {
    return of.id.text() + "  " + base::printable(of.what.mechanism) + "  user \"" +
           base::printable(of.what.found.user) + "\"  " + std::string(smtp::name(of.what.outcome)) +
           (of.what.under_tls ? "  under TLS" : "  no TLS");
}

std::string transaction_line(const store::transaction_record& of) {
    std::string to;
    for (const auto& each : of.envelope().to) to += (to.empty() ? "" : ", ") + path(each.address);
    return of.id.text() + "  " + path(of.from()) + " -> " + to + "  " +
           std::string(of.outcome ? smtp::name(*of.outcome) : "open");
}

std::string session_line(const store::session_record& of) {
    std::string line = of.id.text() + "  on " + of.where.listener + "  " +
                       (of.helo ? base::printable(of.helo->argument) : std::string("no EHLO")) + "  " +
                       protection(of.tls ? &*of.tls : nullptr) + "  ";
    return line + (of.ended_by ? "ended by " + std::string(smtp::name(*of.ended_by)) : "open");
}

std::string hold_line(const store::hold_record& of) {
    std::string line = of.id.text() + "  " + of.session->id.text() + " at " + std::string(match::name_of(of.what.at));
    if (of.what.from) line += "  " + path(*of.what.from);
    for (std::size_t i = 0; i < of.what.to.size(); ++i) line += (i == 0 ? " -> " : ", ") + path(of.what.to[i]);
    if (of.what.message) line += "  " + std::to_string(of.what.message->bytes.size()) + " octets";
    return line + "  by " + rule_name(of.what.by) + hit_number(of.what.by);
}

std::string times(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string rule_line(const rules::standing& of) {
    std::string line = base::printable(of.what.id) + "  on";
    for (const auto at : of.what.on) line += " " + std::string(match::name_of(at));
    line += "  " + times(of.hits, "hit", "hits") + ", " + times(of.matches, "match", "matches") + "  ";
    line += state_word(of);
    if (!of.last_miss) return line;
    return line + "  last miss: " + base::printable(of.last_miss->because) +
           (of.last_miss->session ? " (" + of.last_miss->session.text() + ")" : "");
}

std::string diagnostic_line(const diagnostic_item& of) {
    const auto& row = base::row_of(of.what.code);
    std::string line = of.id_text() + "  " + std::string(base::name(row.how)) + "  ";
    line += base::printable(base::explain(of.what));
    return line + (row.rfc.empty() ? "" : "  RFC " + std::string(row.rfc));
}

template <class record, class function>
std::string line_or_id(const record* found, function line_of, std::string id) {
    return found == nullptr ? std::move(id) : line_of(*found);
}

}  // namespace

std::string item_line(const grounds& by, match::item_kind what, std::uint64_t number) {
    const auto& in = by.scope();
    std::string id = by.id_text(what, number);
    using enum match::item_kind;
    switch (what) {
        case message:
            return line_or_id(in.find(base::message_id{number}), message_line, id);
        case auth_attempt:
            return line_or_id(in.find(base::attempt_id{number}), attempt_line, id);
        case transaction:
            return line_or_id(in.find(base::transaction_id{number}), transaction_line, id);
        case session:
            return line_or_id(in.find(base::session_id{number}), session_line, id);
        case hold:
            return line_or_id(in.find(base::hold_id{number}), hold_line, id);
        case rule:
            return rule_line(by.rule(number));
        case diagnostic:
            return diagnostic_line(by.diagnostic(number));
        case event:
            break;
    }
    return id;
}

void add_lines(std::string& to, const std::vector<std::string>& lines, std::size_t more) {
    const std::size_t shown = std::min(lines.size(), lines_shown);
    for (std::size_t i = 0; i < shown; ++i) to += "    " + lines[i] + "\n";
    more += lines.size() - shown;
    if (more != 0) to += "    ... " + std::to_string(more) + " more\n";
}

}  // namespace mocksmtp::verify
