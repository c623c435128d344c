#include "mocksmtp/verify/words.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::verify {

std::string said(const smtp::reply& what) {
    if (!what.raw.empty()) return "\"" + base::printable(what.raw.view()) + "\"";
    std::string text = std::to_string(what.code);
    if (what.enhanced) text += " " + what.enhanced->text();
    if (!what.lines.empty()) text += " " + base::printable(what.lines.front());
    return text;
}

std::string rule_name(const smtp::rule_hit& of) { return "rule " + base::printable(of.rule); }
std::string hit_number(const smtp::rule_hit& of) { return " (hit " + std::to_string(of.hit) + ")"; }

std::string by_rule(const std::optional<smtp::rule_hit>& rule) {
    if (!rule) return {};
    return "   by " + rule_name(*rule) + hit_number(*rule);
}

std::string few_of(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 3;
    std::string made;
    for (std::size_t i = 0; i < names.size() && i < shown; ++i) made += (i == 0 ? "" : ", ") + names[i];
    return names.size() <= shown ? made : made + " and " + std::to_string(names.size() - shown) + " more";
}

std::string to_whom(const std::vector<std::string_view>& recipients) {
    std::vector<std::string> all;
    all.reserve(recipients.size());
    for (const auto each : recipients) all.push_back("<" + base::printable(each) + ">");
    return all.empty() ? std::string() : " to " + few_of(all);
}

}  // namespace mocksmtp::verify
