// Writes JSON text as it goes, for what is shown by the thousand; the octets are those that dump() makes of a value.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>

namespace api::json {

// Appends to a string. Commas come by themselves; members and elements are written inside object() and array() only.
// Text may be any bytes: what is no UTF-8 comes out as U+FFFD.
class writer {
public:
    explicit writer(std::string& to) : to_(to), start_(to.size()) {}

    template <class function>
    void object(function write_members) {
        open('{');
        write_members();
        to_ += '}';
    }
    template <class function>
    void array(function write_elements) {
        open('[');
        write_elements();
        to_ += ']';
    }

    // A member of the object at hand; or its name alone, with the value to be written next.
    template <class type>
    void put(std::string_view name, const type& what) {
        key(name);
        add(what);
    }
    template <class function>
    void put_object(std::string_view name, function write_members) {
        key(name);
        object(write_members);
    }
    template <class function>
    void put_array(std::string_view name, function write_elements) {
        key(name);
        array(write_elements);
    }
    void key(std::string_view name);

    // A value: nullptr, a boolean, a number, text, an optional or a pointer (null where it is empty), a range (an
    // array), and whatever has a function show(writer&, const type&).
    template <class type>
    void add(const type& what);

private:
    void separate();
    void open(char bracket);
    void add_text(std::string_view bytes);
    template <std::integral number>
    void add_number(number what);

    std::string& to_;
    std::size_t start_;
};

template <class type>
concept perhaps_empty = requires(const type& what) {
    what ? 1 : 0;
    *what;
};

template <class type>
void writer::add(const type& what) {
    if constexpr (std::same_as<type, std::nullptr_t>) {
        separate();
        to_ += "null";
    } else if constexpr (std::same_as<type, bool>) {
        separate();
        to_ += what ? "true" : "false";
    } else if constexpr (std::integral<type>) {
        add_number(what);
    } else if constexpr (std::convertible_to<const type&, std::string_view>) {
        add_text(what);
    } else if constexpr (perhaps_empty<type>) {
        what ? add(*what) : add(nullptr);
    } else if constexpr (std::ranges::range<const type>) {
        array([&] {
            for (const auto& each : what) add(each);
        });
    } else {
        show(*this, what);
    }
}

template <std::integral number>
void writer::add_number(number what) {
    separate();
    char digits[24];
    to_.append(digits, std::to_chars(digits, digits + sizeof digits, what).ptr);
}

}  // namespace api::json
