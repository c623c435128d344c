// A JSON value on its way to becoming something else: where it stands, and whom to tell what is wrong with it.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/json/pointer.hpp"
#include "api/json/problem.hpp"
#include "api/json/value.hpp"

namespace api::json {

// The word for each of a few values.
template <class type>
struct word {
    using meaning = type;
    std::string_view text;
    type means;
};

// The first that means it; empty if none does.
template <class word_list>
std::string_view word_for(const word_list& words, typename word_list::value_type::meaning means) {
    const auto found = std::ranges::find(words, means, &word_list::value_type::means);
    return found == words.end() ? std::string_view() : found->text;
}

// Those of its functions that answer an optional complain, and answer nothing, where the value is of another kind.
class written {
public:
    static constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    // As for the options: longer than anybody waits, and far from where sums of times overflow.
    static constexpr std::chrono::milliseconds longest_time{std::chrono::hours(1000)};

    written(const value& what, std::string at, std::vector<mistake>& wrong)
        : what_(&what), at_(std::move(at)), wrong_(&wrong) {}

    const value& what() const { return *what_; }
    const std::string& at() const { return at_; }
    std::vector<mistake>& mistakes() const { return *wrong_; }

    written member(const std::string& key) const { return {(*what_)[key], pointer_to(at_, key), *wrong_}; }
    written element(std::size_t index) const { return {(*what_)[index], pointer_to(at_, index), *wrong_}; }

    // One more than can be told has been found: nobody reads what else is wrong.
    bool is_enough() const { return wrong_->size() > most_mistakes; }

    void complain(std::string detail, std::string did_you_mean = {}) const;
    // About what is no key at all, or one that is missing.
    void complain_at(std::string_view key, std::string detail, std::string did_you_mean = {}) const;
    // About a word that is none of these, whether it is a value or a key.
    void unknown_key(std::string_view key, std::span<const std::string_view> known) const;

    std::optional<bool> flag() const;
    std::optional<std::uint64_t> count(std::uint64_t largest = most) const { return number(0, largest); }
    std::optional<std::uint64_t> number(std::uint64_t least, std::uint64_t largest = most) const;
    std::optional<std::int64_t> integer() const;
    std::optional<std::string> text() const;  // not empty
    std::optional<std::string> line() const;  // not empty, without CR, LF and NUL
    // `or_else`: what else may stand there, "idle, or ".
    std::optional<std::chrono::milliseconds> duration(std::chrono::milliseconds longest = longest_time,
                                                      std::string_view or_else = {}) const;
    std::optional<std::vector<std::string>> lines() const;  // an array of them

    template <class word_list>
    std::optional<typename word_list::value_type::meaning> one_of(const word_list& words) const {
        std::vector<std::string_view> texts;
        texts.reserve(words.size());
        for (const auto& each : words) texts.push_back(each.text);
        const auto index = index_among(texts);
        if (!index) return std::nullopt;
        return words[*index].means;
    }

    // Calls `read` for the elements of an array.
    template <class function>
    void elements(function read) const {
        for (std::size_t i = 0; i < what_->size() && !is_enough(); ++i) read(element(i));
    }
    // Calls `read` for the members of an object that have one of these keys, and complains of all others.
    template <class function>
    void members(std::span<const std::string_view> keys, function read) const {
        for (const auto& [key, item] : what_->items()) {
            if (is_enough()) return;
            if (std::ranges::find(keys, key) == keys.end())
                unknown_key(key, keys);
            else
                read(std::string_view(key), member(key));
        }
    }
    // The same of what has to be an object that is not empty.
    template <class function>
    void each_of(std::span<const std::string_view> keys, const char* example, function read) const {
        if (!what_->is_object() || what_->empty()) return complain(std::string("an object, such as ") + example);
        members(keys, read);
    }
    // The same where none of the keys may be missing.
    template <class function>
    void all_of(std::span<const std::string_view> keys, const char* example, function read) const {
        each_of(keys, example, read);
        for (const auto key : keys)
            if (what_->is_object() && !what_->empty() && !what_->contains(key)) complain_at(key, "is missing");
    }

private:
    void add(mistake one) const;
    std::optional<std::size_t> index_among(std::span<const std::string_view> texts) const;

    const value* what_;
    std::string at_;
    std::vector<mistake>* wrong_;
};

// "1.0" is one too (JSON Schema 2020-12 validation 6.1.1, "integer"); nothing where it is none, or none that is exact.
std::optional<std::int64_t> whole_number(const value& what);

bool is_one_line(std::string_view text);
inline constexpr std::string_view one_line = "one line, without CR, LF and NUL";  // what is said of any other

// "fin, rst or half"
std::string listed(std::span<const std::string_view> words);

}  // namespace api::json
