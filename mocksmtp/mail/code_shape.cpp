#include "mocksmtp/mail/code_shape.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/code_amount.hpp"
#include "mocksmtp/mail/code_chunk.hpp"
#include "mocksmtp/mail/code_doubt.hpp"

namespace mocksmtp::mail {
namespace {

bool is_code_character(char c) { return base::is_digit(c) || (c >= 'A' && c <= 'Z'); }
bool has_digit(std::string_view word) { return std::ranges::any_of(word, base::is_digit); }
bool is_capitals(std::string_view word) { return std::ranges::all_of(word, is_code_character); }

// As a whole.
bool is_code(std::string_view value) {
    if (base::is_digits(value)) return value.size() >= 4 && value.size() <= 8;
    return value.size() >= 6 && value.size() <= 10 && is_capitals(value) && has_digit(value);
}

class shape_reader {
public:
    explicit shape_reader(std::string_view text) : text_(text) {}

    std::vector<code_shape> read() {
        chunk_ = next_chunk(text_, 0);
        while (!chunk_.empty()) {
            following_ = next_chunk(text_, chunk_.back().end);
            read_chunk();
            chunk_ = std::exchange(following_, {});
        }
        return std::move(found_);
    }

private:
    std::string_view of(const code_word& word) const { return text_.substr(word.begin, word.end - word.begin); }

    void read_chunk() {
        const bool tied = drop_label();
        if (chunk_.size() == 1 && !read_spaced()) add(chunk_.front().begin, chunk_.front().end, tied);
        if (chunk_.size() == 2 && chunk_.front().joiner == '-') read_hyphenated();
    }

    // The "code" of "code:482913"; that of "localhost:8080" says nothing. Whether there was one.
    bool drop_label() {
        const char joiner = chunk_.front().joiner;
        const bool has_label = (joiner == ':' || joiner == '=') && !has_digit(of(chunk_.front()));
        if (has_label) chunk_.erase(chunk_.begin());
        return has_label;
    }

    void read_hyphenated() {
        const auto first = of(chunk_[0]);
        const auto second = of(chunk_[1]);
        // "G-482913": the letter stands in front of the field already.
        if (first.size() == 1 && base::is_alpha(first.front()) && base::is_digits(second))
            return add(chunk_[0].begin, chunk_[1].end, first != "G" || second.size() != 6, first.size() + 1);
        if (first.size() < 2 || second.size() < 2) return;
        const bool even = first.size() == second.size() && first.size() >= 3 && first.size() <= 5;
        add(chunk_[0].begin, chunk_[1].end, !even || looks_like_years(first, second) || first.starts_with('0'));
    }

    // Words with one space between them: two may be a code, numbers next to numbers are no codes. True if that was it.
    bool read_spaced() {
        std::vector<code_word> row = {chunk_.front()};
        const auto ends_row = [&] {
            if (following_.empty() || following_.front().begin != row.back().end + 1 || text_[row.back().end] != ' ')
                return true;
            const auto last = of(row.back());
            const auto next = of(following_.front());
            if (base::is_digits(last)) return !base::is_digits(next);
            return !is_capitals(last) || !is_capitals(next) || !has_digit(last) || !has_digit(next);
        };
        bool broken = false;  // the row runs into something longer
        while (!ends_row()) {
            broken = broken || following_.size() > 1;
            row.push_back(following_.front());
            following_ = next_chunk(text_, following_.back().end);
        }
        if (row.size() == 1) return false;
        const auto first = of(row[0]);
        const auto second = of(row[1]);
        const bool pair = row.size() == 2 && !broken && first.size() == second.size() && first.size() >= 3 &&
                          first.size() <= (base::is_digits(first) ? 4u : 5u) &&
                          base::is_digits(first) == base::is_digits(second);
        if (pair) add(row[0].begin, row[1].end, looks_like_years(first, second) || looks_like_postcode(first, second));
        return true;
    }

    // `prefix` octets in front are none of the value.
    void add(std::size_t begin, std::size_t end, bool doubtful, std::size_t prefix = 0) {
        code_shape made{.value = std::string(text_.substr(begin, end - begin)), .begin = begin, .end = end};
        made.value.erase(0, prefix);
        std::erase_if(made.value, [](char c) { return c == ' ' || c == '-'; });
        if (!is_code(made.value)) return;
        made.digits = base::is_digits(made.value);
        const std::string_view before =
            text_.substr(begin - std::min<std::size_t>(begin, 40), std::min<std::size_t>(begin, 40));
        const std::string_view behind = text_.substr(end, 40);
        if (is_part_of_more(made.value, before, behind) || is_something_else(made.value, before)) return;
        if (made.digits && (begins_with_unit(behind) || ends_with_amount(before))) return;
        made.doubtful = doubtful || is_doubtful(made.value, before, behind);
        found_.push_back(std::move(made));
    }

    std::string_view text_;
    code_chunk chunk_;
    code_chunk following_;
    std::vector<code_shape> found_;
};

}  // namespace

std::vector<code_shape> find_code_shapes(std::string_view text) { return shape_reader(text).read(); }

}  // namespace mocksmtp::mail
