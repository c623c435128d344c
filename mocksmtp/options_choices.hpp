// Options that are one of a few words: their words, and how they are parsed and printed.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "mocksmtp/options_values.hpp"

namespace mocksmtp::option_values {

template <class type>
struct word {
    std::string_view text;
    type value;
};
template <class type>
word(std::string_view, type) -> word<type>;  // clang 16 deduces no aggregates
inline constexpr std::array clock_words = {word{"logical", base::clock_kind::logical},
                                           word{"frozen", base::clock_kind::frozen},
                                           word{"system", base::clock_kind::system}};
inline constexpr std::array relay_words = {word{"everyone", smtp::relaying::everyone},
                                           word{"authenticated", smtp::relaying::authenticated},
                                           word{"nobody", smtp::relaying::nobody}};
inline constexpr std::array when_full_words = {word{"refuse", when_full::refuse},
                                               word{"evict-oldest", when_full::evict_oldest}};
inline constexpr std::array log_format_words = {word{"text", log_format::text}, word{"json", log_format::json}};
inline constexpr std::array log_level_words = {word{"debug", log_level::debug}, word{"info", log_level::info},
                                               word{"warning", log_level::warning}, word{"error", log_level::error},
                                               word{"off", log_level::off}};

// "text|json", as help writes it.
template <const auto& words>
struct listed {
    static constexpr std::size_t length = [] {
        std::size_t sum = words.size() - 1;
        for (const auto& one : words) sum += one.text.size();
        return sum;
    }();
    static constexpr std::array<char, length> letters = [] {
        std::array<char, length> all{};
        auto end = all.begin();
        for (const auto& one : words) {
            if (end != all.begin()) *end++ = '|';
            end = std::copy(one.text.begin(), one.text.end(), end);
        }
        return all;
    }();
    static constexpr std::string_view text{letters.data(), length};
};

// "expected logical, frozen or system", and the one that was nearly written.
complaint none_of(std::string_view given, std::span<const std::string_view> words);

template <const auto& words>
struct choice : codec<decltype(words[0].value), shape::text> {
    using type = decltype(words[0].value);
    static constexpr std::string_view placeholder = listed<words>::text;
    static parsed<type> parse(std::string_view given) {
        std::array<std::string_view, words.size()> names;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i].text == given) return words[i].value;
            names[i] = words[i].text;
        }
        return none_of(given, names);
    }
    static std::string print(type v, secrets) {
        const auto found = std::find_if(words.begin(), words.end(), [v](const auto& one) { return one.value == v; });
        return std::string(found->text);
    }
};

}  // namespace mocksmtp::option_values
