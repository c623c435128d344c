#include "api/beast/gzip.hpp"

#include <zlib.h>

#include <array>
#include <new>

#include "mocksmtp/base/text.hpp"

namespace api::beast {

namespace {

// The fastest level: JSON shrinks to a tenth all the same, and 64 KiB take half a millisecond.
constexpr int level = 1;
constexpr int gzip_window = 15 + 16;  // the largest window, in the format of RFC 1952
constexpr int memory = 8;             // zlib's usual

}  // namespace

bool can_be_compressed(std::string_view content_type) {
    constexpr std::array<std::string_view, 4> kinds = {"application/json", "application/problem+json",
                                                       "application/x-ndjson", "application/yaml"};
    const auto type = mocksmtp::base::trim(content_type.substr(0, content_type.find(';')));
    if (type.starts_with("text/")) return type != "text/event-stream";
    for (const auto each : kinds)
        if (type == each) return true;
    return false;
}

struct gzip_stream::works {
    z_stream state{};

    std::string deflate_all(std::string_view octets, int flush) {
        std::string made;
        std::array<Bytef, 16384> room;
        // zlib does not write to its input, it only says so nowhere.
        state.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(octets.data()));
        state.avail_in = static_cast<uInt>(octets.size());
        do {
            state.next_out = room.data();
            state.avail_out = room.size();
            deflate(&state, flush);
            made.append(reinterpret_cast<const char*>(room.data()), room.size() - state.avail_out);
        } while (state.avail_out == 0);
        return made;
    }
};

gzip_stream::gzip_stream() : works_(std::make_unique<works>()) {
    if (deflateInit2(&works_->state, level, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
}

gzip_stream::~gzip_stream() { deflateEnd(&works_->state); }

std::string gzip_stream::add(std::string_view octets) { return works_->deflate_all(octets, Z_SYNC_FLUSH); }

std::string gzip_stream::finish() { return works_->deflate_all({}, Z_FINISH); }

std::string gzip(std::string_view octets) {
    gzip_stream all;
    std::string made = all.add(octets);
    return made += all.finish();
}

}  // namespace api::beast
