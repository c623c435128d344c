#include "mocksmtp/diagnosis/date_grammar.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/date_lexer.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::array<std::string_view, 7> days_of_week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 10> obsolete_zones{"UT",  "GMT", "EST", "EDT", "CST",
                                                          "CDT", "MST", "MDT", "PST", "PDT"};

std::optional<unsigned> index_of(std::span<const std::string_view> names, std::string_view wanted) {
    const auto found = std::ranges::find_if(names, [&](std::string_view one) { return base::iequals(one, wanted); });
    if (found == names.end()) return std::nullopt;
    return static_cast<unsigned>(found - names.begin());
}

// Up to nine digits.
unsigned value_of_digits(std::string_view digits) {
    unsigned value = 0;
    for (const char digit : digits.substr(0, 9)) value = value * 10 + static_cast<unsigned>(digit - '0');
    return value;
}

// The steps answer false, and have said what is wrong, when there is no going on.
class date_checker {
public:
    explicit date_checker(std::string_view raw) : whole_(base::trim(raw)), rest_(raw) { advance(); }

    checked_date check() {
        if (day_of_week() && date() && time() && zone() && next_.kind != date_piece_kind::end)
            fault(next_, quoted(next_.text) + " stands behind it");
        return std::move(seen_);
    }

private:
    void advance() { next_ = take_date_piece(rest_); }

    bool fault(const date_piece& at, std::string_view why) {
        const std::string_view where = at.text.empty() ? whole_ : at.text;
        if (!seen_.fault) seen_.fault = flaw{quoted(whole_) + ": " + std::string(why), where};
        return false;
    }
    void antique(const date_piece& at, std::string_view why) {
        if (!seen_.antique) seen_.antique = flaw{quoted(whole_) + ": " + std::string(why), at.text};
    }

    // What stands in front of a piece: comments only at the end of a date, white space only where it has to.
    void expect_gap(bool space) {
        if (next_.behind_comment) return antique(next_, "a comment stands inside");
        if (space && !next_.behind_space) antique(next_, "white space is missing");
        if (!space && next_.behind_space) antique(next_, "white space stands where none may");
    }

    bool day_of_week() {
        if (next_.behind_comment) antique(next_, "a comment stands inside");
        if (next_.kind != date_piece_kind::word) return true;
        name_ = next_;
        if (!index_of(days_of_week, name_.text)) return fault(name_, quoted(name_.text) + " is no day of the week");
        advance();
        if (!next_.is(',')) return fault(next_, "no comma stands behind the day of the week");
        expect_gap(false);
        advance();
        if (next_.behind_comment) antique(next_, "a comment stands inside");
        return true;
    }

    bool date() {
        const date_piece day = next_;
        if (day.kind != date_piece_kind::number || day.text.size() > 2) return fault(day, "no day of the month");
        advance();
        expect_gap(true);
        const auto month = index_of(months, next_.text);
        if (!month) return fault(next_, next_.text.empty() ? "no month" : quoted(next_.text) + " is no month");
        advance();
        expect_gap(true);
        const date_piece year = next_;
        if (year.kind != date_piece_kind::number || year.text.size() < 2) return fault(year, "no year");
        if (year.text.size() < 4) antique(year, "the year has not four digits");
        advance();
        return day_exists(day, *month + 1, year);
    }

    bool day_exists(const date_piece& day, unsigned month, const date_piece& year) {
        constexpr unsigned last_year = 9999;
        unsigned number = value_of_digits(year.text);
        if (number > last_year) return fault(year, "no such year");
        if (year.text.size() < 4) number += year.text.size() == 2 && number < 50 ? 2000 : 1900;
        if (number < 1900) return fault(year, "before 1900");
        const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(number)), std::chrono::month(month),
                                               std::chrono::day(value_of_digits(day.text))};
        if (!date.ok()) return fault(day, "no such day");
        const auto right = days_of_week[std::chrono::weekday(std::chrono::sys_days(date)).c_encoding()];
        if (!name_.text.empty() && !base::iequals(name_.text, right))
            seen_.wrong_day = flaw{quoted(whole_) + " is a " + std::string(right), name_.text};
        return true;
    }

    bool two_digits(unsigned most, std::string_view what) {
        if (next_.kind != date_piece_kind::number || next_.text.size() != 2)
            return fault(next_, "no two digits for the " + std::string(what));
        if (value_of_digits(next_.text) > most) return fault(next_, "no such " + std::string(what));
        advance();
        return true;
    }

    bool time() {
        expect_gap(true);
        if (!two_digits(23, "hour")) return false;
        if (!next_.is(':')) return fault(next_, "no colon behind the hour");
        expect_gap(false);
        advance();
        expect_gap(false);
        if (!two_digits(59, "minute")) return false;
        if (!next_.is(':')) return true;
        expect_gap(false);
        advance();
        expect_gap(false);
        return two_digits(60, "second");
    }

    bool zone() {
        expect_gap(true);
        if (next_.kind == date_piece_kind::end) return fault(next_, "no zone");
        if (next_.kind == date_piece_kind::word) return named_zone();
        if (!next_.is('+') && !next_.is('-')) return fault(next_, quoted(next_.text) + " is no zone");
        const date_piece sign = next_;
        advance();
        const bool glued = !next_.behind_space && !next_.behind_comment;
        if (!glued || next_.kind != date_piece_kind::number || next_.text.size() != 4)
            return fault(sign, "a zone has four digits");
        if (value_of_digits(next_.text.substr(2)) > 59) return fault(sign, "no such zone");
        advance();
        return true;
    }

    bool named_zone() {
        const bool military = next_.text.size() == 1 && base::to_lower(next_.text.front()) != 'j';
        if (!military && !index_of(obsolete_zones, next_.text) && !base::iequals(next_.text, "UTC"))
            return fault(next_, "nobody knows zone " + quoted(next_.text));
        antique(next_, "zone " + quoted(next_.text) + " is obsolete");
        advance();
        return true;
    }

    std::string_view whole_;
    std::string_view rest_;
    date_piece next_;
    date_piece name_;  // of the day of the week
    checked_date seen_;
};

}  // namespace

checked_date check_date(std::string_view raw) { return date_checker(raw).check(); }

}  // namespace mocksmtp::diagnosis
