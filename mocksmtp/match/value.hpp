// What a field holds: one value, a list of them, or nothing.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/ids.hpp"

namespace mocksmtp::match {

// An id of any kind, m1 or s12.
struct ordinal {
    char letter = 0;
    std::uint64_t number = 0;
    friend bool operator==(ordinal, ordinal) = default;
};

// Text is a view: it stays valid as long as the facts it came from.
using value = std::variant<std::monostate, bool, std::int64_t, std::string_view, ordinal, base::timestamp>;

// The values of one field of one item. A scalar has one or none, a list any number. Up to four need no allocation.
class values {
public:
    values() = default;  // the field is absent

    static values none() { return {}; }
    static values one(std::string_view text) { return single(value(text)); }
    static values one(const char* text) { return single(value(std::string_view(text))); }
    static values one(const std::string& text) { return single(value(std::string_view(text))); }
    static values one(std::string&&) = delete;  // the view would outlive the text
    static values one(base::timestamp time) { return single(value(time)); }
    template <std::same_as<bool> boolean>
    static values one(boolean flag) {
        return single(value(flag));
    }
    template <std::integral integer>
        requires(!std::same_as<integer, bool>)
    static values one(integer number) {
        return single(value(static_cast<std::int64_t>(number)));
    }
    // Number 0 is no id, and so absent.
    template <char letter>
    static values one(base::ordinal_id<letter> id) {
        return id ? single(value(ordinal{letter, id.number})) : values{};
    }
    template <class type>
    static values one(const std::optional<type>& maybe) {
        return maybe ? one(*maybe) : values{};
    }

    // An empty list, to be filled with add().
    static values list();
    // A list of anything that converts to string_view; `range` has to outlive the result.
    template <class range>
    static values list_of(const range& texts) {
        values made = list();
        for (const auto& text : texts) made.add(value(std::string_view(text)));
        return made;
    }

    void add(value item);

    bool is_list() const { return is_list_; }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    const value* begin() const { return more_.empty() ? few_.data() : more_.data(); }
    const value* end() const { return begin() + size_; }
    const value& operator[](std::size_t index) const { return begin()[index]; }

private:
    static values single(value item) {
        values made;
        made.few_[0] = item;
        made.size_ = 1;
        return made;
    }

    std::array<value, 4> few_{};
    std::vector<value> more_;
    std::size_t size_ = 0;
    bool is_list_ = false;
};

}  // namespace mocksmtp::match
