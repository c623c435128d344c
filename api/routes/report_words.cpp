#include "api/routes/report_words.hpp"

#include "api/routes/html.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;

namespace {

std::string by_rule(const std::optional<smtp::rule_hit>& by) {
    if (!by) return {};
    return " <span class=\"dim\">by rule " + escaped(by->rule) + " (hit " + std::to_string(by->hit) + ")</span>";
}

}  // namespace

std::string coloured(std::string_view text, bool good) {
    return std::string("<span class=\"") + (good ? "good" : "bad") + "\">" + escaped(text) + "</span>";
}

std::string link_to(std::string_view id) { return "<a href=\"#" + std::string(id) + "\">" + std::string(id) + "</a>"; }

std::string path_text(std::string_view address) { return escaped("<" + base::printable(address) + ">"); }

std::string path_list(const std::vector<smtp::addressed>& paths) {
    std::string made;
    for (const auto& each : paths) {
        if (!made.empty()) made += "<br>";
        made += path_text(each.address);
        if (each.refused()) made += " " + coloured("refused", false) + by_rule(each.rule);
    }
    return made;
}

std::string decided(const smtp::reply& said, const std::optional<smtp::rule_hit>& by) {
    const std::string wire = said.is_none() ? "no reply" : smtp::wire_text(said);
    return escaped(base::printable(std::string_view(wire).substr(0, wire.find("\r\n")))) + by_rule(by);
}

}  // namespace api::routes
