#include "mocksmtp/base/rfc3339.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::base {

namespace {

using namespace std::chrono;

constexpr timestamp first_instant{sys_days{year{0} / January / 1}};
constexpr timestamp last_instant{sys_days{year{9999} / December / 31} + hours{24} - milliseconds{1}};

void append_digits(std::string& to, unsigned value, unsigned places) {
    std::string digits = std::to_string(value);
    if (digits.size() < places) to.append(places - digits.size(), '0');
    to += digits;
}

// Reads the parts of a time from left to right; after the first failure everything fails.
class reader {
public:
    explicit reader(std::string_view text) : rest_(text) {}

    unsigned digits(unsigned places) {
        unsigned value = 0;
        for (; places > 0; --places) {
            if (rest_.empty() || !is_digit(rest_.front())) return fail();
            value = value * 10 + static_cast<unsigned>(rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }

    bool take(char expected) {
        if (rest_.empty() || to_upper(rest_.front()) != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void need(char expected) {
        if (!take(expected)) fail();
    }

    unsigned fraction() {
        unsigned value = 0, weight = 100;
        if (rest_.empty() || !is_digit(rest_.front())) return fail();
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), weight /= 10)
            value += static_cast<unsigned>(rest_.front() - '0') * weight;
        return value;
    }

    bool finished() const { return good_ && rest_.empty(); }

private:
    unsigned fail() {
        good_ = false;
        return 0;
    }

    std::string_view rest_;
    bool good_ = true;
};

std::optional<minutes> read_offset(reader& in) {
    if (in.take('Z')) return minutes{0};
    const bool west = in.take('-');
    if (!west) in.need('+');
    const unsigned hour = in.digits(2);
    in.need(':');
    const unsigned minute = in.digits(2);
    if (hour > 23 || minute > 59) return std::nullopt;
    const minutes ahead = hours{hour} + minutes{minute};
    return west ? -ahead : ahead;
}

struct duration_unit {
    std::string_view name;
    std::int64_t length;  // in milliseconds
};
constexpr duration_unit units[] = {{"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1}};

}  // namespace

std::string format_time(timestamp time) {
    time = std::clamp(time, first_instant, last_instant);
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::string text;
    append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    append_digits(text += '-', static_cast<unsigned>(date.month()), 2);
    append_digits(text += '-', static_cast<unsigned>(date.day()), 2);
    append_digits(text += 'T', static_cast<unsigned>(clock.hours().count()), 2);
    append_digits(text += ':', static_cast<unsigned>(clock.minutes().count()), 2);
    append_digits(text += ':', static_cast<unsigned>(clock.seconds().count()), 2);
    append_digits(text += '.', static_cast<unsigned>(clock.subseconds().count()), 3);
    return text += 'Z';
}

std::optional<timestamp> parse_time(std::string_view text) {
    reader in(text);
    const year the_year{static_cast<int>(in.digits(4))};
    in.need('-');
    const month the_month{in.digits(2)};
    in.need('-');
    const year_month_day date{the_year, the_month, day{in.digits(2)}};
    in.need('T');
    const unsigned hour = in.digits(2);
    in.need(':');
    const unsigned minute = in.digits(2);
    in.need(':');
    const unsigned second = in.digits(2);
    const unsigned fraction = in.take('.') ? in.fraction() : 0;
    const auto offset = read_offset(in);
    if (!in.finished() || !date.ok() || !offset || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} + milliseconds{fraction} - *offset;
}

std::optional<milliseconds> parse_duration(std::string_view text) {
    std::int64_t value = 0;
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    const char* end = text.data() + text.size();
    const auto number = std::from_chars(text.data(), end, value);
    if (number.ec != std::errc{}) return std::nullopt;
    const std::string_view name(number.ptr, static_cast<std::size_t>(end - number.ptr));
    for (const auto& unit : units) {
        if (unit.name != name) continue;
        if (value > std::numeric_limits<std::int64_t>::max() / unit.length) return std::nullopt;
        return milliseconds{value * unit.length};
    }
    return std::nullopt;
}

std::string format_duration(milliseconds length) {
    const std::int64_t count = length.count();
    if (count == 0) return "0s";
    for (const auto& unit : units)
        if (count % unit.length == 0) return std::to_string(count / unit.length) + std::string(unit.name);
    return std::to_string(count) + "ms";
}

}  // namespace mocksmtp::base
