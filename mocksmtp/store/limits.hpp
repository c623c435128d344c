// How much a scope keeps, and what it does when that is reached.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mocksmtp::store {

// refuse: no room for the next message (the client hears 452). evict_oldest: the oldest messages make way, counted and
// listed.
enum class when_full { refuse, evict_oldest };
std::string_view name(when_full what);

struct store_limits {
    std::size_t max_messages = 0;                   // 0: any number
    std::uint64_t max_store_bytes = 1'073'741'824;  // octets of messages, records and journal, estimated; 0: no limit
    when_full full = when_full::refuse;
    std::size_t transcript_commands = 1000;  // a session keeps its first and its last so many commands with their
                                             // replies, and only counts those between
};

}  // namespace mocksmtp::store
