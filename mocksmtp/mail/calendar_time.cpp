#include "mocksmtp/mail/calendar_time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr std::size_t date_length = 8;  // of "20261130"

int digits_at(std::string_view digits, std::size_t at, std::size_t length) {
    int number = 0;
    for (const char c : digits.substr(at, length)) number = number * 10 + (c - '0');
    return number;
}

std::optional<sys_days> read_date(std::string_view value) {
    if (value.size() != date_length || !base::is_digits(value)) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(digits_at(value, 0, 4)),
                                           std::chrono::month(static_cast<unsigned>(digits_at(value, 4, 2))),
                                           std::chrono::day(static_cast<unsigned>(digits_at(value, 6, 2)))};
    return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

// Of "T100000" or "T100000Z".
std::optional<seconds> read_clock(std::string_view value) {
    if (value.ends_with('Z')) value.remove_suffix(1);
    if (value.size() != 7 || value.front() != 'T' || !base::is_digits(value.substr(1))) return std::nullopt;
    const int hour = digits_at(value, 1, 2);
    const int minute = digits_at(value, 3, 2);
    const int second = digits_at(value, 5, 2);
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;  // 60: a leap second
    return seconds(hour * 3600 + minute * 60 + second);
}

struct duration_read {
    seconds length{0};
    bool whole_days = true;
};

std::optional<duration_read> read_duration(std::string_view text) {
    struct unit {
        char letter;
        bool of_clock;
        std::int64_t seconds;
    };
    constexpr std::array units{unit{'W', false, 604'800}, unit{'D', false, 86'400}, unit{'H', true, 3'600},
                               unit{'M', true, 60}, unit{'S', true, 1}};
    constexpr std::size_t most_digits = 9;
    if (text.starts_with('+')) text.remove_prefix(1);
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);
    duration_read made;
    bool any = false;
    for (const unit& one : units) {
        if (one.of_clock && made.whole_days && text.starts_with('T')) {
            text.remove_prefix(1);
            made.whole_days = any = false;
        }
        std::size_t length = 0;
        while (length < text.size() && base::is_digit(text[length])) ++length;
        if (length == 0 || length > most_digits || text.substr(length, 1) != std::string_view(&one.letter, 1)) continue;
        if (one.of_clock == made.whole_days) continue;
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + length, number);
        made.length += seconds(number * one.seconds);
        text.remove_prefix(length + 1);
        any = true;
    }
    return any && text.empty() ? std::optional(made) : std::nullopt;
}

std::string padded(unsigned number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

std::string write_date(sys_days day) {
    const std::chrono::year_month_day date(day);
    return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) +
           padded(static_cast<unsigned>(date.month()), 2) + padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace

bool is_calendar_date(std::string_view value) { return read_date(value).has_value(); }

bool is_calendar_date_time(std::string_view value) {
    return value.size() > date_length && is_calendar_date(value.substr(0, date_length)) &&
           read_clock(value.substr(date_length)).has_value();
}

bool is_calendar_duration(std::string_view value) { return read_duration(value).has_value(); }

std::string show_calendar_time(std::string_view value) {
    const bool has_clock = is_calendar_date_time(value);
    if (!has_clock && !is_calendar_date(value)) return std::string(value);
    const auto part = [&](std::size_t at, std::size_t length) { return std::string(value.substr(at, length)); };
    std::string date = part(0, 4) + '-' + part(4, 2) + '-' + part(6, 2);
    if (!has_clock) return date;
    return date + part(8, 3) + ':' + part(11, 2) + ':' + part(13, 2) + part(15, 1);
}

std::optional<std::string> calendar_time_after(std::string_view start, std::string_view duration) {
    const auto length = read_duration(duration);
    const bool has_clock = is_calendar_date_time(start);
    const auto day = read_date(start.substr(0, date_length));
    if (!length || !day || (!has_clock && (start.size() != date_length || !length->whole_days))) return std::nullopt;
    const seconds clock = has_clock ? *read_clock(start.substr(date_length)) : seconds(0);
    const auto end = std::chrono::sys_seconds(*day) + clock + length->length;
    const auto end_day = std::chrono::floor<days>(end);
    if (end_day > sys_days(std::chrono::year(9999) / 12 / 31)) return std::nullopt;
    if (!has_clock) return write_date(end_day);
    const std::chrono::hh_mm_ss<seconds> time(end - end_day);
    std::string made = write_date(end_day) + 'T';
    made += padded(static_cast<unsigned>(time.hours().count()), 2);
    made += padded(static_cast<unsigned>(time.minutes().count()), 2);
    made += padded(static_cast<unsigned>(time.seconds().count()), 2);
    if (start.ends_with('Z')) made += 'Z';
    return made;
}

}  // namespace mocksmtp::mail
