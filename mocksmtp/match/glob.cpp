#include "mocksmtp/match/glob.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::match {
namespace {

struct token {
    enum class meaning { literal, any_text, one_character, bracket } what;
    std::string regex;
};
using meaning = token::meaning;

constexpr std::size_t most_splits = 32;

// Reads the glob from left to right; stops at the first mistake.
class reader {
public:
    explicit reader(std::string_view glob) : rest_(glob), length_(glob.size()) {}

    std::variant<std::vector<token>, regex_error> read() {
        while (!rest_.empty() && !wrong_) read_token();
        if (wrong_) return *std::move(wrong_);
        return std::move(tokens_);
    }

private:
    std::size_t position() const { return length_ - rest_.size(); }

    // One character off the front: a UTF-8 sequence, or one octet where there is none.
    std::string_view take() {
        const std::size_t length = std::max<std::size_t>(1, base::utf8_length(rest_));
        const std::string_view character = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return character;
    }

    // The same, past a backslash.
    std::string_view take_literal() {
        if (rest_.front() != '\\') return take();
        if (rest_.size() == 1) {
            wrong_ = regex_error{"nothing follows the \\; write \\\\ for one that means itself", position()};
            return take();
        }
        rest_.remove_prefix(1);
        return take();
    }

    void read_token() {
        switch (rest_.front()) {
            case '*':
                rest_.remove_prefix(1);
                // Several in a row mean no more than one, but would cost more.
                if (tokens_.empty() || tokens_.back().what != meaning::any_text) {
                    tokens_.push_back({meaning::any_text, ".*"});
                }
                return;
            case '?':
                rest_.remove_prefix(1);
                tokens_.push_back({meaning::one_character, "."});
                return;
            case '[':
                return read_bracket();
            default:
                tokens_.push_back({meaning::literal, quoted_for_regex(take_literal())});
        }
    }

    void read_bracket() {
        const std::size_t start = position();
        rest_.remove_prefix(1);
        std::string regex = "[";
        if (!rest_.empty() && (rest_.front() == '!' || rest_.front() == '^')) {
            regex += '^';
            rest_.remove_prefix(1);
        }
        for (bool first = true; !rest_.empty() && (first || rest_.front() != ']') && !wrong_; first = false) {
            regex += bracket_item();
        }
        if (wrong_) return;
        if (rest_.empty()) {
            wrong_ = regex_error{"the [ is never closed; write \\[ for one that means itself", start};
            return;
        }
        rest_.remove_prefix(1);
        tokens_.push_back({meaning::bracket, regex + "]"});
    }

    std::string bracket_item() {
        const std::size_t end = rest_.starts_with("[:") ? rest_.find(":]") : rest_.npos;
        if (end != rest_.npos) {
            std::string named(rest_.substr(0, end + 2));
            rest_.remove_prefix(end + 2);
            return named;
        }
        const std::size_t start = position();
        const std::string_view first = take_literal();
        std::string item = quoted_for_regex(first);
        if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') return item;
        rest_.remove_prefix(1);
        const std::string_view last = take_literal();
        // UTF-8 sorts as its code points do.
        if (last < first) wrong_ = regex_error{"the range in brackets runs backwards", start};
        return item + "-" + quoted_for_regex(last);
    }

    std::string_view rest_;
    std::size_t length_;
    std::vector<token> tokens_;
    std::optional<regex_error> wrong_;
};

std::string joined(const std::vector<token>& tokens, std::size_t from, std::size_t to) {
    std::string regex;
    for (std::size_t i = from; i < to; ++i) regex += tokens[i].regex;
    return regex;
}

// The same behind the last @, where none can be.
std::string joined_domain(const std::vector<token>& tokens, std::size_t from) {
    std::string regex = "(?i:";
    for (std::size_t i = from; i < tokens.size(); ++i) {
        const bool is_any = tokens[i].what == meaning::any_text;
        const bool is_one = tokens[i].what == meaning::one_character;
        regex += is_any ? "[^@]*" : is_one ? "[^@]" : tokens[i].regex;
    }
    return regex + ")";
}

bool is_at(const token& each) { return each.what == meaning::literal && each.regex == "\\@"; }

// Which letters lie behind the address's last @ is not known before it is seen, so there is one alternative for each
// token the @ may fall on, and one for an address without any.
std::variant<std::string, regex_error> regex_of_address(const std::vector<token>& tokens) {
    std::string regex = joined(tokens, 0, tokens.size());
    std::size_t splits = 0;
    const auto last_at = std::find_if(tokens.rbegin(), tokens.rend(), is_at);
    const auto first = last_at == tokens.rend() ? 0 : static_cast<std::size_t>(tokens.rend() - last_at) - 1;
    for (std::size_t i = first; i < tokens.size(); ++i) {
        const meaning what = tokens[i].what;
        if (what == meaning::bracket || (what == meaning::literal && !is_at(tokens[i]))) continue;
        if (++splits > most_splits) return regex_error{"too many wildcards for an address", std::nullopt};
        regex += "|" + joined(tokens, 0, i);
        regex += what == meaning::any_text ? ".*@[^@]*" : "@";
        regex += joined_domain(tokens, i + 1);
    }
    return regex;
}

}  // namespace

std::variant<std::string, regex_error> regex_of_glob(std::string_view glob, letters how) {
    auto read = reader(glob).read();
    if (auto* wrong = std::get_if<regex_error>(&read)) return std::move(*wrong);
    const auto& tokens = std::get<std::vector<token>>(read);
    std::variant<std::string, regex_error> body = joined(tokens, 0, tokens.size());
    if (how == letters::address) body = regex_of_address(tokens);
    if (auto* regex = std::get_if<std::string>(&body)) *regex = "\\A(?s:" + *regex + ")\\z";
    return body;
}

}  // namespace mocksmtp::match
