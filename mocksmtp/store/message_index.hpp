// Which messages may hold a value, for the filters that tests use most: recipient and user.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "mocksmtp/match/filter.hpp"

namespace mocksmtp::store {

class message_record;

// Holds hashes, so it may name a message too many, never one too few.
class message_index {
public:
    void add(const message_record& message);
    void remove(const message_record& message);

    // One indexed value, hashed.
    struct key {
        std::uint64_t hash = 0;
        std::uint64_t message = 0;
        friend auto operator<=>(const key&, const key&) = default;
    };
    // The hash by which a filter's candidates are found; nothing where everything has to be looked at.
    static std::optional<std::uint64_t> hash_for(const match::filter& where);
    // The next candidate with a greater, or the last with a smaller message number; 0: none.
    std::uint64_t after(std::uint64_t hash, std::uint64_t message) const;
    std::uint64_t before(std::uint64_t hash, std::uint64_t message) const;

private:
    std::set<key> keys_;
};

}  // namespace mocksmtp::store
