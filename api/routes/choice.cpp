#include "api/routes/choice.hpp"

#include <algorithm>

#include "api/json/show.hpp"
#include "api/json/target.hpp"
#include "api/routes/failure.hpp"
#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/match/value.hpp"
#include "mocksmtp/verify/report.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;

namespace {

constexpr std::size_t shown_in_summary = 3;

std::string summary_of(const no_choice& failed) {
    std::string line = "expected exactly 1 " + failed.noun + " in " + failed.of.id.text();
    line += ", got " + std::to_string(failed.among.size());
    for (std::size_t i = 0; i < std::min(failed.among.size(), shown_in_summary); ++i)
        line += (i == 0 ? ": " : ", ") + base::printable(failed.among[i]);
    if (failed.among.size() > shown_in_summary) line += ", ...";
    if (line.size() <= mocksmtp::verify::longest_summary) return line;
    return std::string(base::cut(line, mocksmtp::verify::longest_summary - 3)) + "...";
}

std::string list_of(const std::vector<std::string>& texts) {
    std::string lines;
    for (const auto& each : texts) lines += "    " + base::printable(each) + "\n";
    return lines;
}

std::string report_of(const no_choice& failed) {
    const std::string& noun = failed.noun;
    std::string text = "expected exactly 1 " + noun;
    text += failed.label.empty() ? "\n" : "  \"" + base::printable(failed.label) + "\"\n";
    if (!failed.conditions.empty()) text += "    " + failed.conditions + "\n";
    text += "got " + std::to_string(failed.among.size()) + " in " + failed.of.id.text();
    text += "  \"" + base::printable(failed.of.view().subject().value_or("")) + "\"\n" + list_of(failed.among);
    if (failed.among.size() != failed.all.size())
        text += "all " + noun + "s of " + failed.of.id.text() + ":\n" + list_of(failed.all);
    if (failed.among.size() > 1)
        text += "hint: say which one, such as " + noun + ".contains= or " + noun + ".regex=\n";
    else if (failed.all.empty())
        text += "hint: GET " + json::path_in(failed.of.session().scope, "/messages/" + failed.of.id.text()) +
                " shows what the message says\n";
    return text;
}

}  // namespace

bool is_meant(const match::filter& which, match::field_id field, std::string_view text) {
    match::values alone = match::values::list();
    alone.add(match::value(text));
    return std::ranges::all_of(which.conditions(), [&](const match::condition& each) {
        return each.on.id != field || each.wants.matches(alone);
    });
}

response no_choice_response(surroundings& world, const no_choice& failed, bool as_text) {
    const std::string report = report_of(failed);
    return tell_failure(world,
                        {.summary = summary_of(failed),
                         .report = report,
                         .lasting = report,
                         .name = failed.label,
                         .more = {{"label", failed.label.empty() ? json::value(nullptr) : json::value(failed.label)},
                                  {"message", failed.of.id.text()},
                                  {"got", failed.among.size()},
                                  {"among", json::list_of(failed.among)},
                                  {"cursor", world.scope.position().text()}},
                         .as_text = as_text});
}

}  // namespace api::routes
