// The journal: an append-only list of events in the order everything happened.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "mocksmtp/store/event_record.hpp"

namespace mocksmtp::store {

// What is to be written: details already packed, or a number (an id) where the record holds the rest.
struct new_event {
    event_kind kind = event_kind::session_opened;
    base::session_id session;
    base::timestamp time{};
    std::uint64_t previous = 0;  // the session's event before this one; 0: none
    std::string_view packed;
};

// Event n stays event n. Events can only be forgotten (the middle of a long transcript); their numbers stay unused.
class journal {
public:
    std::uint64_t append(const new_event& what);  // its number, from 1
    // The next event will have a greater number than n, as if all up to n had happened and been forgotten.
    void skip_to(std::uint64_t n);
    std::uint64_t newest() const { return newest_; }

    // The event with its details; nothing where it was forgotten or has not happened. `epoch` goes into its cursor.
    std::optional<event_record> read(std::uint64_t n, std::uint64_t epoch) const;
    // The same without its details.
    struct heading {
        event_kind kind;
        base::session_id session;
        std::uint64_t next = 0;  // event of the same session; 0: none yet
    };
    std::optional<heading> glance(std::uint64_t n) const;
    // The number of the record it points to, for events that are nothing more.
    std::uint64_t subject(std::uint64_t n) const;
    // The next event that has not been forgotten; 0: none.
    std::uint64_t after(std::uint64_t n) const;

    // Forgets an event; `previous` is the one before it in its session, 0 if that is forgotten too.
    void forget(std::uint64_t n, std::uint64_t previous);
    std::uint64_t octets() const { return octets_; }  // memory in use, estimated

private:
    // 64 octets. Details of up to 39 octets stand inside, longer ones on the heap. The link to the session's next event
    // has a word of its own: it is written into an entry that nobody has touched for long, and must not wait for it.
    struct entry {
        static constexpr std::size_t inside = 39;
        static constexpr std::uint8_t outside = 255;
        static constexpr std::uint8_t forgotten = 254;
        static constexpr std::uint64_t ordinals = (std::uint64_t{1} << 56) - 1;  // more than will ever be given

        struct on_heap {
            char* data;
            std::size_t size;
        };

        std::int64_t time = 0;
        std::uint64_t session : 56 = 0;
        std::uint64_t kind : 8 = 0;
        std::uint64_t next = 0;
        alignas(on_heap) char bytes[inside];
        std::uint8_t length = forgotten;
        entry() {}
        entry(const entry&) = delete;
        ~entry() { clear(); }
        void set(std::string_view packed);
        void clear();
        on_heap heap() const;
        std::string_view packed() const;
        bool alive() const { return length != forgotten; }
    };
    static_assert(sizeof(entry) == 64);
    static constexpr std::size_t block_size = 256;
    // Made without filling it with zeros first: of an entry nothing is looked at before it is set.
    struct run {
        std::array<entry, block_size> entries;
        std::size_t alive = 0;
    };

    entry* find(std::uint64_t n);
    entry* place_of(std::uint64_t n);  // the same, alive or not
    const entry* find(std::uint64_t n) const { return const_cast<journal*>(this)->find(n); }

    std::vector<std::unique_ptr<run>> blocks_;  // one whose events are all forgotten is given back
    std::uint64_t newest_ = 0;
    std::uint64_t octets_ = 0;
};

}  // namespace mocksmtp::store
