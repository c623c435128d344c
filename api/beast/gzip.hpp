// Compressed bodies (RFC 1952, RFC 9110 section 8.4).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace api::beast {

// What is not longer is sent as it is.
inline constexpr std::size_t worth_compressing = 4096;

// Text and JSON; not what is compressed already, nor octets that a test wants exactly as they came, nor streams of
// events, whose readers wait for each one.
bool can_be_compressed(std::string_view content_type);

// One body, compressed piece by piece. All that went in with add() can be read by whoever has what came out.
class gzip_stream {
public:
    gzip_stream();
    ~gzip_stream();
    std::string add(std::string_view octets);
    std::string finish();

private:
    struct works;
    std::unique_ptr<works> works_;
};

// The whole body at once.
std::string gzip(std::string_view octets);

}  // namespace api::beast
