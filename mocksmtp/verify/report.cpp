#include "mocksmtp/verify/report.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/hints.hpp"
#include "mocksmtp/verify/lines.hpp"
#include "mocksmtp/verify/results.hpp"

namespace mocksmtp::verify {

namespace {

// "5.0 s"
std::string seconds_of(std::chrono::milliseconds length) {
    const auto tenths = (length.count() + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string wait_text(std::chrono::milliseconds wait) {
    const auto count = wait.count();
    if (count % 60000 == 0) return std::to_string(count / 60000) + "m";
    if (count % 1000 == 0) return std::to_string(count / 1000) + "s";
    return std::to_string(count) + "ms";
}

std::string ascii_line(std::string_view text) {
    std::string made;
    for (const char c : text) {
        if (c >= ' ' && c < 127)
            made += c;
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            made += '?';
    }
    if (made.size() > longest_summary) made = made.substr(0, longest_summary - 3) + "...";
    return made;
}

std::string titled(std::string_view title, const std::vector<std::string>& lines, std::size_t left_out = 0) {
    if (lines.empty()) return {};
    std::string text = std::string(title) + "\n";
    if (left_out != 0) text += "    ... " + std::to_string(left_out) + " older\n";
    add_lines(text, lines);
    return text;
}

class reporter {
public:
    reporter(const inquiry& in, std::optional<std::chrono::milliseconds> elapsed) : in_(in), elapsed_(elapsed) {}

    report make() {
        made_.results = results_of(in_);
        made_.tried = in_.others.lines;
        if (lacks_something()) made_.unattributed = in_.outside.lines;
        made_.hints = hints_for(in_, messages_of_interest());
        std::erase_if(made_.hints, [&](const std::string& each) {
            return std::ranges::any_of(made_.results, [&](const result& one) { return one.because.starts_with(each); });
        });
        if (made_.hints.size() > lines_shown) {
            const auto more = made_.hints.size() - lines_shown;
            made_.hints.resize(lines_shown);
            made_.hints.push_back("... " + std::to_string(more) + " more");
        }
        summarise();
        write();
        return std::move(made_);
    }

private:
    std::size_t failures() const {
        return static_cast<std::size_t>(std::ranges::count(made_.results, false, &result::ok));
    }

    // Whether something is missing, and nothing that came is like it: whoever was to bring it may have got no further
    // than to the world.
    bool lacks_something() const {
        if (!in_.seen.unused_rules.empty() || (in_.what.until && !in_.seen.until_seen)) return true;
        for (std::size_t i = 0; i < in_.what.expect.size(); ++i) {
            const bool is_missing = in_.seen.found[i].matched.size() < in_.what.expect[i].count.least;
            if (is_missing && std::ranges::none_of(made_.results[i].candidates, &candidate::is_near)) return true;
        }
        return false;
    }

    std::vector<std::uint64_t> messages_of_interest() const {
        std::vector<std::uint64_t> numbers;
        for (std::size_t i = 0; i < made_.results.size(); ++i) {
            const auto& each = made_.results[i];
            if (each.ok || each.what != "messages") continue;
            for (const auto& one : each.candidates) numbers.push_back(one.number);
            if (i >= in_.what.expect.size()) continue;
            const auto& matched = in_.seen.found[i].matched;
            numbers.insert(numbers.end(), matched.begin(), matched.end());
        }
        for (const auto& each : in_.seen.strangers)
            if (each.what == match::item_kind::message) numbers.push_back(each.number);
        std::ranges::sort(numbers);
        return numbers;
    }

    // Whether something was missing to the end: what is too much ends a wait before its time.
    bool has_waited(std::size_t index) const {
        const auto wait = in_.what.wait;
        if (wait.count() == 0 || (elapsed_ && *elapsed_ < wait)) return false;
        const auto& failed = made_.results[index];
        if (index < in_.what.expect.size()) return failed.got < in_.what.expect[index].count.least;
        return failed.name == "until" || failed.name == "every_rule_used";
    }

    void summarise() {
        const auto first = std::ranges::find(made_.results, false, &result::ok);
        if (first == made_.results.end()) return;
        const auto index = static_cast<std::size_t>(first - made_.results.begin());
        const bool is_one_of_several = made_.results.size() > 1;
        std::string& line = made_.summary;
        if (is_one_of_several && index < in_.what.expect.size() && !first->name.empty()) line += first->name + ": ";
        line += "expected " + first->expected;
        if (has_waited(index)) line += " in " + wait_text(in_.what.wait);
        if (index < in_.what.expect.size()) line += ", got " + std::to_string(first->got);
        if (!first->because.empty()) line += "; " + first->because;
        line = ascii_line(line);
    }

    void write() {
        std::string& text = made_.lasting;
        std::vector<std::size_t> times;
        for (std::size_t i = 0; i < made_.results.size(); ++i) {
            if (made_.results[i].ok) continue;
            const auto part = block_of(in_, made_.results, i);
            if (part.time_at) times.push_back(text.size() + *part.time_at);
            text += part.text;
        }
        text += the_set();
        for (const auto kind : kinds_in_question()) text += captured(kind);
        text += titled("tried but not accepted:", made_.tried, in_.others.left_out);
        text += titled("not told to any scope:", made_.unattributed, in_.outside.left_out);
        for (const auto& each : made_.hints) text += "hint: " + each + "\n";
        made_.text = text;
        const auto time = elapsed_ ? " after " + seconds_of(*elapsed_) : std::string();
        for (auto at = times.rbegin(); at != times.rend(); ++at) made_.text.insert(*at, time);
    }

    // What the failed ones are part of.
    std::string the_set() const {
        const std::string label = in_.what.label.empty() ? "" : base::printable(in_.what.label) + ": ";
        if (made_.results.size() == 1) return label.empty() ? "" : label + "its only expectation does not hold\n";
        const std::string count = std::to_string(failures()) + " of " + std::to_string(made_.results.size()) +
                                  (failures() == 1 ? " expectations does not hold" : " expectations do not hold");
        const auto good = those_that_hold();
        if (good.empty()) return label + count + "\n";
        return titled(label + count + (good.size() == 1 ? ", this one does:" : ", these do:"), good);
    }

    std::vector<std::string> those_that_hold() const {
        std::vector<std::string> lines;
        for (const auto& each : made_.results) {
            if (!each.ok) continue;
            const bool is_named = !each.name.empty() &&
                                  &each - made_.results.data() < static_cast<std::ptrdiff_t>(in_.what.expect.size());
            lines.push_back(each.expected + (is_named ? "  \"" + base::printable(each.name) + "\"" : ""));
        }
        return lines;
    }

    // Those of failed expectations, and of what nobody expected.
    std::vector<match::item_kind> kinds_in_question() const {
        std::vector<match::item_kind> kinds;
        const auto add = [&](match::item_kind kind) {
            if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
        };
        for (std::size_t i = 0; i < in_.what.expect.size(); ++i)
            if (!made_.results[i].ok) add(in_.what.expect[i].what);
        for (const auto& each : in_.seen.strangers) add(each.what);
        if (kinds.empty()) add(match::item_kind::message);
        return kinds;
    }

    // Whether the report has shown everything of the kind before.
    bool is_shown(match::item_kind kind, std::size_t total) const {
        for (std::size_t i = 0; i < in_.what.expect.size(); ++i) {
            const auto& found = in_.seen.found[i].matched;
            const bool enough = found.size() >= in_.what.expect[i].count.least;
            if (!made_.results[i].ok && enough && in_.what.expect[i].what == kind && found.size() == total) return true;
        }
        return false;
    }

    std::string captured(match::item_kind kind) {
        const auto total = in_.by.count(kind, in_.what.since);
        const auto numbers = in_.by.newest(kind, in_.what.since, lines_shown);
        for (const auto number : numbers) made_.captured.push_back(in_.by.id_text(kind, number));
        const bool is_rule = kind == match::item_kind::rule;
        if (total == 0) return (is_rule ? "there are no " : "captured: no ") + std::string(noun(kind, 2)) + "\n";
        if (is_shown(kind, total)) return {};
        std::vector<std::string> lines;
        lines.reserve(numbers.size());
        for (const auto number : numbers) lines.push_back(item_line(in_.by, kind, number));
        const std::string title = is_rule ? "rules, in the order in which they are asked:" : "captured, oldest first:";
        return titled(title, lines, total - numbers.size());
    }

    const inquiry& in_;
    std::optional<std::chrono::milliseconds> elapsed_;
    report made_;
};

// What clients met with who came so far that nobody can tell which scope they were after.
tried tried_outside(const grounds& by) {
    if (by.elsewhere().empty()) return {};
    return what_was_tried(*by.elsewhere().back(), by.world_since(), by.rules(), true);
}

}  // namespace

report explain(const grounds& by, const verification& what, const outcome& seen,
               std::optional<std::chrono::milliseconds> elapsed) {
    const tried others = what_was_tried(by.scope(), what.since, by.rules());
    const tried outside = tried_outside(by);
    return reporter({by, what, seen, others, outside}, elapsed).make();
}

}  // namespace mocksmtp::verify
