// Which messages may hold a value, for the filters that tests use most: recipient and user.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/ascending_numbers.hpp"

namespace mocksmtp::store {

class message_record;

// Holds hashes, so it may name a message too many, never one too few.
class message_index {
public:
    void add(const message_record& message);
    void remove(const message_record& message);

    // The hash by which a filter's candidates are found; nothing where everything has to be looked at.
    static std::optional<std::uint64_t> hash_for(const match::filter& where);
    // The next candidate with a greater, or the last with a smaller message number; 0: none.
    std::uint64_t after(std::uint64_t hash, std::uint64_t message) const;
    std::uint64_t before(std::uint64_t hash, std::uint64_t message) const;

private:
    // Numbers only grow, so one goes behind the last and nothing has to be searched: in one tree over all values each
    // message paid for a walk through memory that nobody had touched for long.
    using numbers = ascending_numbers;
    // A table that outgrows its buckets moves all it has at once, while clients wait; of many each moves little.
    static constexpr std::size_t tables = 32;
    using table = std::unordered_map<std::uint64_t, numbers>;

    table& table_of(std::uint64_t hash) { return by_hash_[hash % tables]; }
    const numbers* find(std::uint64_t hash) const;

    std::array<table, tables> by_hash_;
};

}  // namespace mocksmtp::store
