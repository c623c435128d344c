#include "api/routes/report_items.hpp"

#include <algorithm>

#include "api/routes/html.hpp"
#include "api/routes/report_frame.hpp"
#include "api/routes/report_words.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/rule_fields.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace rules = mocksmtp::rules;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

std::string id_cell(const std::string& id) { return "<b id=\"" + id + "\">" + id + "</b>"; }

std::string outcome_of(const store::transaction_record& what) {
    if (!what.outcome) return "open";
    return coloured(smtp::name(*what.outcome), *what.outcome == smtp::transaction_outcome::accepted) +
           " <span class=\"dim\">ended by " + std::string(smtp::name(what.ended_by)) + "</span>";
}

std::string_view line_class(std::string_view line) {
    return line.starts_with("C: ") ? "client" : line.starts_with("-- ") ? "remark" : "";
}

}  // namespace

std::string expectation_part(const store::event_record& what, std::string_view within) {
    const auto* said = std::get_if<store::remark>(&what.what);
    const bool abandoned = what.kind == store::event_kind::expectation_abandoned;
    std::string made = "<h3>at " + what.at.text();
    if (!within.empty()) made += ", behind the mark <b>" + escaped(within) + "</b>";
    if (abandoned) made += ": the client went away before it was answered";
    made += "</h3>\n<pre class=\"report\">";
    if (said != nullptr) made += escaped(said->text);
    return made + "</pre>\n";
}

std::string attempt_row(const store::attempt_record& what) {
    const auto& found = what.what.found;
    std::string user = escaped(base::printable(found.user));
    if (found.authzid && !found.authzid->empty()) user += " as " + escaped(base::printable(*found.authzid));
    return table_row({id_cell(what.id.text()), link_to(what.session->id.text()), escaped(what.what.mechanism), user,
                      coloured(smtp::name(what.what.outcome), what.what.outcome == smtp::attempt_outcome::accepted),
                      escaped(base::printable(found.because)), decided(what.what.answer, what.what.rule)});
}

std::string transaction_row(const store::transaction_record& what) {
    return table_row({id_cell(what.id.text()), link_to(what.session->id.text()), path_text(what.from()),
                      path_list(what.envelope().to), outcome_of(what), decided(what.deciding_reply(), what.rule())});
}

std::string rule_row(const rules::standing& what) {
    std::string stages;
    for (const auto each : what.what.on) stages += (stages.empty() ? "" : " ") + std::string(match::name_of(each));
    std::string miss;
    if (what.last_miss) {
        if (what.last_miss->session) miss = link_to(what.last_miss->session.text()) + ": ";
        miss += escaped(what.last_miss->because);
    }
    return table_row({"<b>" + escaped(what.what.id) + "</b>" + (what.baseline ? " (configured)" : ""), stages,
                      std::string(mocksmtp::verify::state_word(what)), std::to_string(what.hits), miss});
}

std::string open_session(const store::session_record& what) {
    const std::string id = what.id.text();
    std::string made = "<details id=\"" + id + "\"><summary><span class=\"id\">" + id + "</span><span class=\"who\">" +
                       escaped(what.where.peer) + " on " + escaped(what.where.listener);
    if (what.helo) made += ", " + escaped(base::printable(what.helo->argument));
    made += "</span><span class=\"what\">";
    if (what.tls_failed) made += coloured("TLS failed: " + what.tls_failed->detail, false);
    made += "</span><span class=\"how\">" + std::to_string(what.commands) + " commands, ";
    made += what.ended_by ? std::string(smtp::name(*what.ended_by)) : "still open";
    return made + "</span></summary><div class=\"inside\"><pre>";
}

std::string transcript_part(std::string_view lines) {
    std::string made;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        const auto line = lines.substr(0, end);
        const auto name = line_class(line);
        made += name.empty() ? escaped(line) : "<span class=\"" + std::string(name) + "\">" + escaped(line) + "</span>";
        lines.remove_prefix(end);
    }
    return made;
}

}  // namespace api::routes
