#include "mocksmtp/verify/repeats.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/record_fields.hpp"

namespace mocksmtp::verify {

namespace {

constexpr std::size_t most_compared = 1000;
constexpr std::size_t slice = 1000;  // events

// What a report tells of an expectation that failed, and what it was for.
struct wait {
    std::string words;
    match::filter wanted;
};
using waits = std::map<std::string, std::map<std::uint64_t, wait>, std::less<>>;  // recipient -> event -> wait

// "= Bob@example.test" as index_key() writes it; empty: the condition is another one.
std::string address_in(std::string_view condition) {
    if (!condition.starts_with("= ")) return {};
    return match::index_key(match::field_id::to, condition.substr(2));
}

// Whether there was less than "expected exactly 2 messages", "expected 1 to 3 messages" ... asked for.
bool wants_more(std::string_view expected, std::string_view got) {
    if (expected.starts_with("expected no ") || expected.starts_with("expected at most ")) return false;
    const auto number_in = [](std::string_view line) {
        std::uint64_t number = 0;
        const auto digits = line.substr(std::min(line.size(), line.find_first_of("0123456789")));
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    };
    return got.starts_with("got ") && number_in(got) < number_in(expected);
}

// "subject = Hello" as it was asked for; nothing where it asks for something else, or is not shown as it was asked for.
std::optional<match::condition> condition_in(std::string_view name, std::string_view condition) {
    const auto field = match::parse_field(name);
    if (!condition.starts_with("= ") || !std::holds_alternative<match::field>(field)) return std::nullopt;
    const auto& on = std::get<match::field>(field);
    const auto wants = match::compile(on, match::equal_to(std::string(condition.substr(2))));
    if (!std::holds_alternative<match::matcher>(wants)) return std::nullopt;
    return match::condition{on, std::get<match::matcher>(wants)};
}

// One block of a report: what was expected in one line, with its conditions, and for whom.
struct awaited {
    std::string expected;
    std::vector<std::string> words, recipients;
    std::optional<match::filter> wanted = match::filter();  // nothing: the report does not tell it all

    void add(std::string_view line) {
        constexpr std::string_view must = "must ";
        const auto name = line.substr(0, line.find(' ', line.starts_with(must) ? must.size() : 0));
        const auto condition = base::trim(line.substr(name.size()));
        words.push_back(std::string(name) + " " + std::string(condition));
        if (auto address = name == "to" ? address_in(condition) : std::string(); !address.empty())
            recipients.push_back(std::move(address));
        const auto bare = name.starts_with(must) ? name.substr(must.size()) : name;
        const auto made = condition_in(bare, condition);
        if (!made)
            wanted.reset();
        else if (wanted)
            wanted->add(made->on, made->wants);
    }
    std::string text() const {
        std::string made = expected;
        for (const auto& each : words) made += ", " + each;
        return made;
    }
};

void add_waits(std::string_view report, std::uint64_t event, waits& to) {
    std::optional<awaited> open;
    while (!report.empty()) {
        const auto line = report.substr(0, report.find('\n'));
        report.remove_prefix(std::min(report.size(), line.size() + 1));
        if (line.starts_with("expected ")) {
            open = awaited{.expected = std::string(base::trim(line)), .words = {}, .recipients = {}};
        } else if (open && line.starts_with("    ")) {
            open->add(base::trim(line));
        } else if (open) {
            if (open->wanted && wants_more(open->expected, line))
                for (const auto& each : open->recipients)
                    to[each].insert_or_assign(event, wait{open->text(), *open->wanted});
            open.reset();
        }
    }
}

waits failed_waits(const store::scope& in) {
    waits made;
    for (auto events = in.events_of({}, 0, slice); !events.empty();
         events = in.events_of({}, events.back().at.n, slice)) {
        for (const auto& each : events) {
            const auto* said = std::get_if<store::remark>(&each.what);
            if (said != nullptr && each.kind == store::event_kind::expectation_failed)
                add_waits(said->text, each.at.n, made);
        }
    }
    return made;
}

// The words of the last wait for it that had failed when the message came; empty: there was none.
std::string waited_for(const store::message_record& of, const waits& failed) {
    const store::message_fields fields(of);
    std::uint64_t latest = 0;
    std::string words;
    for (const auto recipient : of.transaction->accepted()) {
        const auto known = failed.find(match::index_key(match::field_id::to, recipient));
        if (known == failed.end()) continue;
        for (auto each = known->second.lower_bound(of.at); each != known->second.begin();) {
            --each;
            if (each->first < latest) break;
            if (!each->second.wanted.matches(fields)) continue;
            latest = each->first;
            words = each->second.words;
            break;
        }
    }
    return words;
}

// What came to whom from whom: a newsletter to three recipients is not one mail that came thrice.
class seen_mail {
public:
    // The id of the one that came before it with the same mark, from the same sender to one of its recipients; empty:
    // there was none.
    std::string add(const store::message_record& one, const std::string& mark) {
        std::string before;
        const auto from = match::index_key(match::field_id::from, one.transaction->from());
        for (const auto recipient : one.transaction->accepted()) {
            std::string key = mark;
            key.append("\n").append(from).append("\n").append(match::index_key(match::field_id::to, recipient));
            const auto [known, is_new] = ids_.emplace(key, one.id.text());
            if (!is_new && known->second != one.id.text() && before.empty()) before = known->second;
        }
        return before;
    }

private:
    std::map<std::string, std::string> ids_;
};

std::string both(std::string one, const std::string& other, std::string_view are) {
    one.append(" and ").append(other).append(are);
    return one;
}

}  // namespace

std::string sent_twice(const store::scope& in, const std::vector<std::uint64_t>& messages) {
    if (messages.size() > most_compared) return {};
    seen_mail by_bytes, by_name;
    std::string alike;
    for (const auto number : messages) {
        const auto* each = in.find(base::message_id{number});
        if (each == nullptr) continue;
        const std::string id = each->id.text();
        if (const auto before = by_bytes.add(*each, each->sha256()); !before.empty())
            return both(before, id, " are the same mail, byte for byte");
        const auto name = each->view().message_id();
        if (!name || name->empty()) continue;
        if (const auto before = by_name.add(*each, std::string(*name)); !before.empty() && alike.empty())
            alike = both(before, id, " have the same Message-ID, ") + base::printable(*name);
    }
    return alike;
}

std::string came_too_late(const store::scope& in, const std::vector<std::uint64_t>& messages) {
    if (messages.empty()) return {};
    const auto failed = failed_waits(in);
    if (failed.empty()) return {};
    for (const auto number : messages) {
        const auto* each = in.find(base::message_id{number});
        if (each == nullptr) continue;
        const auto words = waited_for(*each, failed);
        if (!words.empty()) return each->id.text() + " came after this had failed: " + words;
    }
    return {};
}

}  // namespace mocksmtp::verify
