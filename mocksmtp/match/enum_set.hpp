// A set of enumerators in one word.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace mocksmtp::match {

// For enumerations without gaps, of at most 32 enumerators.
template <class enumeration>
class enum_set {
public:
    constexpr enum_set() = default;
    constexpr enum_set(std::initializer_list<enumeration> members) {
        for (const enumeration member : members) bits_ |= bit(member);
    }

    // From one enumerator to another, both included.
    static constexpr enum_set range(enumeration first, enumeration last) {
        enum_set made;
        for (auto i = static_cast<unsigned>(first); i <= static_cast<unsigned>(last); ++i) made.bits_ |= 1u << i;
        return made;
    }

    constexpr bool has(enumeration member) const { return (bits_ & bit(member)) != 0; }
    constexpr bool contains(enum_set other) const { return (bits_ & other.bits_) == other.bits_; }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr enum_set operator|(enum_set a, enum_set b) { return enum_set(a.bits_ | b.bits_); }
    friend constexpr enum_set operator-(enum_set a, enum_set b) { return enum_set(a.bits_ & ~b.bits_); }
    friend constexpr bool operator==(enum_set, enum_set) = default;

private:
    constexpr explicit enum_set(std::uint32_t bits) : bits_(bits) {}
    static constexpr std::uint32_t bit(enumeration member) { return 1u << static_cast<unsigned>(member); }

    std::uint32_t bits_ = 0;
};

}  // namespace mocksmtp::match
