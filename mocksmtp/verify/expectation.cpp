#include "mocksmtp/verify/expectation.hpp"

#include <algorithm>
#include <charconv>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::verify {

namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string how_many(const count_range& count) {
    if (count.most == 0u) return "no";
    if (count.most == count.least) return "exactly " + std::to_string(count.least);
    if (!count.most) return "at least " + std::to_string(count.least);
    if (count.least == 0) return "at most " + std::to_string(*count.most);
    return std::to_string(count.least) + " to " + std::to_string(*count.most);
}

std::uint64_t grammatical(const count_range& count) { return count.most ? *count.most : count.least; }

// "= bob@example.test" without its sign, for the fields whose names are prepositions.
std::string_view bare(std::string_view condition) {
    return condition.starts_with("= ") ? condition.substr(2) : condition;
}

bool is_preposition(const match::field& on) { return on.id == match::field_id::to || on.id == match::field_id::from; }

}  // namespace

std::optional<count_range> parse_count(std::string_view text) {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) {
        const auto exactly = parse_number(text);
        if (!exactly) return std::nullopt;
        return count_range{*exactly, exactly};
    }
    const auto low = text.substr(0, dots);
    const auto high = text.substr(dots + 2);
    count_range range{0, std::nullopt};
    if (!low.empty()) {
        const auto least = parse_number(low);
        if (!least) return std::nullopt;
        range.least = *least;
    }
    if (!high.empty()) {
        range.most = parse_number(high);
        if (!range.most) return std::nullopt;
    }
    if ((low.empty() && high.empty()) || (range.most && *range.most < range.least)) return std::nullopt;
    return range;
}

std::string_view noun(match::item_kind what, std::uint64_t count) {
    using enum match::item_kind;
    const bool one = count == 1;
    switch (what) {
        case message:
            return one ? "message" : "messages";
        case auth_attempt:
            return one ? "AUTH attempt" : "AUTH attempts";
        case transaction:
            return one ? "transaction" : "transactions";
        case session:
            return one ? "session" : "sessions";
        case hold:
            return one ? "hold" : "holds";
        case event:
            return one ? "event" : "events";
        case rule:
            return one ? "rule" : "rules";
        case diagnostic:
            return one ? "diagnostic" : "diagnostics";
    }
    return "items";
}

std::string describe(const expectation& what) {
    std::string text = how_many(what.count) + " ";
    text += noun(what.what, what.count.most == 0u ? 1 : grammatical(what.count));
    bool plain = true;  // still among the conditions that read like a sentence
    for (const auto& each : what.which.conditions()) {
        const std::string& condition = each.wants.describe();
        if (is_preposition(each.on) && condition.starts_with("= ")) {
            text += " " + match::to_string(each.on) + " " + std::string(bare(condition));
            continue;
        }
        text += std::string(plain ? " with " : " and ") + match::to_string(each.on) + " " + condition;
        plain = false;
    }
    return text;
}

std::string describe_at_length(const expectation& what) {
    std::string text = "expected " + how_many(what.count) + " ";
    text += noun(what.what, what.count.most == 0u ? 1 : grammatical(what.count));
    if (!what.name.empty()) text += "  \"" + base::printable(what.name) + "\"";
    text += "\n";
    const auto label = [&](const match::filter* side, const match::condition& each) {
        return (side == &what.must ? "must " : "") + match::to_string(each.on);
    };
    std::size_t width = 8;
    for (const auto* side : {&what.which, &what.must})
        for (const auto& each : side->conditions()) width = std::max(width, label(side, each).size());
    for (const auto* side : {&what.which, &what.must}) {
        for (const auto& each : side->conditions()) {
            std::string name = label(side, each);
            name.resize(width, ' ');
            text += "    " + name + " " + each.wants.describe() + "\n";
        }
    }
    return text;
}

}  // namespace mocksmtp::verify
