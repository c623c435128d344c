#include "mocksmtp/mail/date.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::mail {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};

struct named_zone {
    std::string_view name;
    hours offset;
};

// RFC 5322 section 4.3. Its other names, the military ones too, mean nothing reliable and are taken for UTC.
constexpr std::array named_zones{
    named_zone{"edt", hours(-4)}, named_zone{"est", hours(-5)}, named_zone{"cdt", hours(-5)},
    named_zone{"cst", hours(-6)}, named_zone{"mdt", hours(-6)}, named_zone{"mst", hours(-7)},
    named_zone{"pdt", hours(-7)}, named_zone{"pst", hours(-8)},
};

struct digits {
    std::size_t least = 1;
    std::size_t most = 1;
};

// Takes pieces off the front, passing over white space and comments before each.
class cursor {
public:
    explicit cursor(std::string_view text) : rest_(text) {}

    std::string word() { return base::to_lower(take_while(base::is_alpha)); }

    std::optional<unsigned> number(digits allowed) {
        const std::string_view taken = take_while(base::is_digit);
        if (taken.size() < allowed.least || taken.size() > allowed.most) return std::nullopt;
        unsigned value = 0;
        for (const char c : taken) value = value * 10 + static_cast<unsigned>(c - '0');
        last_digits_ = taken.size();
        return value;
    }

    bool literal(char c) {
        rest_ = skip_space_and_comments(rest_);
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool at_end() { return skip_space_and_comments(rest_).empty(); }
    std::size_t last_digits() const { return last_digits_; }

private:
    template <typename predicate>
    std::string_view take_while(predicate belongs) {
        rest_ = skip_space_and_comments(rest_);
        const auto* end = std::find_if_not(rest_.begin(), rest_.end(), belongs);
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    std::string_view rest_;
    std::size_t last_digits_ = 0;
};

// RFC 5322 section 4.3: 00..49 are 2000..2049, other two-digit and all three-digit years count from 1900.
int full_year(unsigned written, std::size_t digit_count) {
    const int year = static_cast<int>(written);
    if (digit_count == 2 && year < 50) return year + 2000;
    return digit_count < 4 ? year + 1900 : year;
}

std::optional<std::chrono::sys_days> read_day(cursor& at) {
    const std::string day_name = at.word();
    if (!day_name.empty() && std::ranges::find(day_names, day_name) == day_names.end()) return std::nullopt;
    at.literal(',');
    const std::optional<unsigned> day = at.number({1, 2});
    const std::string month_name = at.word();
    const auto* month = std::ranges::find(month_names, month_name);
    const std::optional<unsigned> year = at.number({2, 4});
    if (!day || !year || month == month_names.end()) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(full_year(*year, at.last_digits())),
                                           std::chrono::month(static_cast<unsigned>(month - month_names.begin()) + 1),
                                           std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

std::optional<std::chrono::seconds> read_time(cursor& at) {
    const std::optional<unsigned> hour = at.number({1, 2});
    if (!hour || !at.literal(':')) return std::nullopt;
    const std::optional<unsigned> minute = at.number({2, 2});
    const std::optional<unsigned> second = at.literal(':') ? at.number({2, 2}) : 0U;
    if (!minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return hours(*hour) + minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<minutes> read_zone(cursor& at) {
    const bool west = at.literal('-');
    if (west || at.literal('+')) {
        const std::optional<unsigned> zone = at.number({4, 4});
        if (!zone || *zone % 100 > 59) return std::nullopt;
        const minutes offset = hours(*zone / 100) + minutes(*zone % 100);
        return west ? -offset : offset;
    }
    const std::string name = at.word();
    if (name.empty()) return std::nullopt;
    const auto* zone = std::ranges::find(named_zones, name, &named_zone::name);
    return zone == named_zones.end() ? minutes(0) : minutes(zone->offset);
}

}  // namespace

std::optional<date_time> parse_date(std::string_view unfolded) {
    cursor at(unfolded);
    const auto day = read_day(at);
    if (!day) return std::nullopt;
    const auto time = read_time(at);
    if (!time) return std::nullopt;
    const auto offset = read_zone(at);
    if (!offset || !at.at_end()) return std::nullopt;
    return date_time{*day + *time - *offset, *offset};
}

}  // namespace mocksmtp::mail
