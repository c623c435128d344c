// A stream that people read, or that nobody reads: what is written to it never waits for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace api::program {

class console {
public:
    /// Octets that are kept while nobody reads; a reader who comes back gets them with what is written next.
    static constexpr std::size_t room = 1048576;

    /// Where nobody is left to read, writing raises SIGPIPE, which has to be ignored.
    explicit console(int descriptor) : descriptor_(descriptor) {}
    console(const console&) = delete;
    console& operator=(const console&) = delete;
    ~console() { pour(); }

    /// All of the text, or nothing of it: false, because too much of what came before has not been read.
    bool write(std::string_view text);

private:
    void pour();

    int descriptor_;
    std::string unread_;
};

}  // namespace api::program
