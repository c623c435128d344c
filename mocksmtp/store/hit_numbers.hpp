// The hits of rules that several scopes share, as each scope counts them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "mocksmtp/smtp/event.hpp"

namespace mocksmtp::store {

// How often a rule of the world has acted depends on what all scopes do; a scope's record is the same however the
// others interleave, so there it is the first, second ... time that the scope has seen it act.
class hit_numbers {
public:
    explicit hit_numbers(std::string_view scope) : scope_(scope) {}

    // The event as the scope records it in this epoch of its own.
    void count_here(smtp::event& what, std::uint64_t epoch);
    void count_here(smtp::rule_hit& hit, std::uint64_t epoch);
    static bool concerns(const smtp::event& what);

private:
    // One hit shows in several events, all near each other.
    static constexpr std::size_t remembered = 4096;
    struct seen {
        std::uint64_t count = 0;
        std::map<std::uint64_t, std::uint64_t> here;  // by the number it has there
    };

    std::string_view scope_;
    std::uint64_t epoch_ = 0;
    std::map<std::pair<std::string, std::string>, seen> rules_;  // by the scope whose rule it is, and the rule
};

}  // namespace mocksmtp::store
