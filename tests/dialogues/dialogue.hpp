// A conversation written as text; tests/dialogues/README.md has the format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/talk.hpp"

namespace tests {

struct dialogue_step {
    enum class kind {
        client,
        server,
        tls,
        half_close,
        time_out,
        closed,
        message,
        wire,
        journal,
        no_message
    } what = kind::client;
    std::string text;  // client: the bytes to send; server: one line; message: the bytes
    int line = 0;      // in the file
};

struct dialogue {
    std::string name;
    house how;
    bool cuttable = true;  // false: what is said depends on how TCP cuts the stream
    std::vector<dialogue_step> steps;
};

// Throws std::runtime_error naming file and line where the text is no dialogue.
dialogue read_dialogue(const std::string& path);

}  // namespace tests
