#include "mocksmtp/verify/repeats.hpp"

#include <map>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace mocksmtp::verify {

namespace {

constexpr std::size_t most_compared = 1000;
constexpr std::size_t slice = 1000;  // events

// A report's first lines in one: what was expected, with its conditions.
std::string beginning_of(std::string_view report) {
    std::string made;
    while (!report.empty()) {
        const auto line = report.substr(0, report.find('\n'));
        const bool is_condition = line.starts_with("    ");
        if (!made.empty() && !is_condition) break;
        const auto words = base::trim(line);
        for (const char c : words)
            if (c != ' ' || made.empty() || made.back() != ' ') made += c;
        made += ", ";
        report.remove_prefix(std::min(report.size(), line.size() + 1));
    }
    if (made.size() >= 2) made.resize(made.size() - 2);
    return made;
}

// The last failed expectation between two events; empty: there is none.
std::string failure_before(const store::scope& in, std::uint64_t event) {
    std::string last;
    for (auto events = in.events_of({}, 0, slice); !events.empty();
         events = in.events_of({}, events.back().at.n, slice)) {
        for (const auto& each : events) {
            if (each.at.n > event) return last;
            const auto* said = std::get_if<store::remark>(&each.what);
            if (said != nullptr && each.kind == store::event_kind::expectation_failed) last = said->text;
        }
    }
    return last;
}

}  // namespace

std::string sent_twice(const store::scope& in, const std::vector<std::uint64_t>& messages) {
    if (messages.size() > most_compared) return {};
    std::map<std::string, std::string> by_bytes, by_name;  // ids
    std::string alike;
    for (const auto number : messages) {
        const auto* each = in.find(base::message_id{number});
        if (each == nullptr) continue;
        const std::string id = each->id.text();
        const auto [bytes, is_new] = by_bytes.emplace(each->sha256(), id);
        if (!is_new) return bytes->second + " and " + id + " are the same mail, byte for byte";
        const auto name = each->view().message_id();
        if (!name || name->empty()) continue;
        const auto [before, unseen] = by_name.emplace(*name, id);
        if (!unseen && alike.empty())
            alike = before->second + " and " + id + " have the same Message-ID, " + base::printable(*name);
    }
    return alike;
}

std::string came_too_late(const store::scope& in, const std::vector<std::uint64_t>& messages) {
    for (const auto number : messages) {
        const auto* each = in.find(base::message_id{number});
        if (each == nullptr) continue;
        const auto before = failure_before(in, each->at);
        if (!before.empty()) return each->id.text() + " came after a wait had given up: " + beginning_of(before);
    }
    return {};
}

}  // namespace mocksmtp::verify
