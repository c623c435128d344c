#include "mocksmtp/mail/code_words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/code_text.hpp"
#include "mocksmtp/mail/code_word_lists.hpp"
#include "mocksmtp/mail/latin_word.hpp"

namespace mocksmtp::mail {
namespace {

struct phrase {
    std::string_view text;
    hint says;
};
// Japanese has no spaces: found wherever they stand, the longer ones first.
constexpr std::array phrases = {
    // clang-format off
    phrase{"コード", hint::code}, phrase{"認証番号", hint::code}, phrase{"確認番号", hint::code},
    phrase{"暗証番号", hint::code}, phrase{"パスワード", hint::code}, phrase{"暗号", hint::code},
    phrase{"郵便番号", hint::never}, phrase{"注文", hint::other}, phrase{"請求", hint::other},
    phrase{"お客様番号", hint::other}, phrase{"会員番号", hint::other}, phrase{"顧客番号", hint::other},
    phrase{"受付番号", hint::other}, phrase{"予約番号", hint::other}, phrase{"伝票", hint::other},
    phrase{"追跡", hint::other}, phrase{"問い合わせ", hint::other}, phrase{"合計", hint::never},
    phrase{"金額", hint::never}, phrase{"〒", hint::never}, phrase{"電話", hint::never}, phrase{"☎", hint::never},
    // clang-format on
};

using meanings = std::map<std::string_view, hint>;

meanings known_words() {
    meanings made;
    const auto add = [&](std::string_view list, hint says) {
        any_listed(list, [&](std::string_view word) {
            made.emplace(word, says);
            return false;
        });
    };
    add(no_code_words, hint::other);
    add(never_words, hint::never);
    add(code_words, hint::code);
    add(other_words, hint::other);
    return made;
}

std::optional<hint> hint_of(const std::string& word) {
    static const meanings known = known_words();
    if (const auto found = known.find(word); found != known.end()) return found->second;
    if (any_listed(code_endings, [&](std::string_view end) { return word.ends_with(end); })) return hint::code;
    const auto begins = [&](std::string_view start) { return word.starts_with(start); };
    if (any_listed(other_beginnings, begins)) return hint::other;
    return std::nullopt;
}

class hint_reader {
public:
    explicit hint_reader(std::string_view text) : text_(text) {}

    std::vector<hinting_word> read() {
        while (at_ < text_.size()) {
            if (const std::size_t length = word_length(text_.substr(at_)); length > 0)
                take_word(length);
            else
                take_other();
        }
        return std::move(found_);
    }

private:
    void take_word(std::size_t length) {
        const std::string word = in_lower_case(text_.substr(at_, length));
        const bool adjoins = at_ == before_end_ + 1;  // the word before, but for a space or hyphen
        const bool follows_code = adjoins && !found_.empty() && found_.back().end == before_end_;
        if (follows_code && is_listed(other_behind, word)) found_.back().says = hint::other;
        if (follows_code && is_listed(never_behind, word)) found_.back().says = hint::never;
        if (auto says = hint_of(word)) {
            if (*says == hint::code && adjoins && is_listed(other_before, before_)) says = hint::other;
            if (*says == hint::code && adjoins && is_listed(never_before, before_)) says = hint::never;
            found_.push_back({*says, at_, at_ + length});
        }
        at_ += length;
        before_ = word;
        before_end_ = at_;
    }

    void take_other() {
        const std::string_view rest = text_.substr(at_);
        const auto known = std::ranges::find_if(phrases, [&](const phrase& one) { return rest.starts_with(one.text); });
        if (known == phrases.end()) {
            ++at_;
            return;
        }
        found_.push_back({known->says, at_, at_ + known->text.size()});
        at_ += known->text.size();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string before_;                                     // the last word ...
    std::size_t before_end_ = static_cast<std::size_t>(-2);  // ... and where it ended
    std::vector<hinting_word> found_;
};

}  // namespace

std::vector<hinting_word> find_hints(std::string_view text) { return hint_reader(text).read(); }

bool is_link_between(std::string_view text) {
    constexpr std::string_view japanese = "は";
    while (!text.empty()) {
        if (const std::size_t length = word_length(text); length > 0) {
            if (!is_listed(linking_words, in_lower_case(text.substr(0, length)))) return false;
            text.remove_prefix(length);
        } else if (text.starts_with(japanese)) {
            text.remove_prefix(japanese.size());
        } else if (text.front() == masked || base::is_digit(text.front())) {
            return false;
        } else {
            text.remove_prefix(1);
        }
    }
    return true;
}

}  // namespace mocksmtp::mail
