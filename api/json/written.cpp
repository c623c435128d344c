#include "api/json/written.hpp"

#include <utility>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;

namespace {

std::string in_quotes(std::string_view text) { return "\"" + base::printable(text.substr(0, 100)) + "\""; }

}  // namespace

std::optional<std::int64_t> whole_number(const value& what) {
    if (what.is_number_unsigned() && what.get<std::uint64_t>() > written::most) return std::nullopt;
    if (what.is_number_integer()) return what.get<std::int64_t>();
    constexpr double exact = 9007199254740992;  // from there on not every whole number is a double
    const double number = what.is_number_float() ? what.get<double>() : exact;
    if (!(number > -exact && number < exact)) return std::nullopt;
    const auto whole = static_cast<std::int64_t>(number);
    return static_cast<double>(whole) == number ? std::optional(whole) : std::nullopt;
}

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\0\r\n", 3)) == std::string_view::npos;
}

std::string listed(std::span<const std::string_view> words) {
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) all += i + 1 == words.size() ? " or " : ", ";
        all += words[i];
    }
    return all;
}

void written::complain(std::string detail, std::string did_you_mean) const {
    add(at_pointer(at_, std::move(detail), std::move(did_you_mean)));
}

void written::complain_at(std::string_view key, std::string detail, std::string did_you_mean) const {
    add(at_pointer(pointer_to(at_, key), std::move(detail), std::move(did_you_mean)));
}

void written::add(mistake one) const {
    if (!is_enough()) wrong_->push_back(std::move(one));
}

void written::unknown_key(std::string_view key, std::span<const std::string_view> known) const {
    if (auto near = base::nearest(key, known))
        complain_at(key, "unknown key", *std::move(near));
    else
        complain_at(key, "unknown key; there are " + listed(known));
}

std::optional<bool> written::flag() const {
    if (what_->is_boolean()) return what_->get<bool>();
    complain("true or false");
    return std::nullopt;
}

std::optional<std::uint64_t> written::number(std::uint64_t least, std::uint64_t largest) const {
    const auto found = whole_number(*what_);
    if (found && *found >= static_cast<std::int64_t>(least) && static_cast<std::uint64_t>(*found) <= largest)
        return static_cast<std::uint64_t>(*found);
    const bool is_too_much = what_->is_number() && what_->get<double>() >= static_cast<double>(largest);
    complain("a whole number" + (is_too_much || largest != most
                                     ? " from " + std::to_string(least) + " to " + std::to_string(largest)
                                     : ", " + std::to_string(least) + " or more"));
    return std::nullopt;
}

std::optional<std::int64_t> written::integer() const {
    const auto found = whole_number(*what_);
    if (!found) complain("a whole number");
    return found;
}

std::optional<std::string> written::text() const {
    if (what_->is_string() && !what_->get_ref<const std::string&>().empty()) return what_->get<std::string>();
    complain("a string that is not empty");
    return std::nullopt;
}

std::optional<std::string> written::line() const {
    auto made = text();
    if (!made || is_one_line(*made)) return made;
    complain(std::string(one_line));
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> written::duration(std::chrono::milliseconds longest,
                                                           std::string_view or_else) const {
    const auto length = what_->is_string() ? base::parse_duration(what_->get_ref<const std::string&>()) : std::nullopt;
    if (length && *length <= longest) return length;
    const std::string_view hours = longest < std::chrono::hours(1) ? "" : ", 1h";
    complain(std::string(or_else) + "a time: a whole number with its unit (500ms, 5s, 2m" + std::string(hours) +
             "), at most " + base::format_duration(longest));
    return std::nullopt;
}

std::optional<std::vector<std::string>> written::lines() const {
    if (!what_->is_array()) {
        complain("a list of strings");
        return std::nullopt;
    }
    std::vector<std::string> made;
    elements([&made](const written& each) {
        if (auto one = each.line()) made.push_back(*std::move(one));
    });
    return made;
}

std::optional<std::size_t> written::index_among(std::span<const std::string_view> texts) const {
    if (!what_->is_string()) {
        complain("expected " + listed(texts));
        return std::nullopt;
    }
    const auto& given = what_->get_ref<const std::string&>();
    const auto found = std::ranges::find(texts, given);
    if (found != texts.end()) return static_cast<std::size_t>(found - texts.begin());
    complain("expected " + listed(texts) + ", not " + in_quotes(given), base::nearest(given, texts).value_or(""));
    return std::nullopt;
}

}  // namespace api::json
