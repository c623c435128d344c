// A link of a message, as a reader could follow it.
#pragma once

#include <string>

namespace mocksmtp::mail {

enum class link_place { html, text };

struct link {
    std::string url;   // character references and line breaks undone; else as written, relative ones too
    std::string text;  // what the reader sees: the content of the element on one line, or the URL itself
    link_place in = link_place::text;
    friend bool operator==(const link&, const link&) = default;
};

}  // namespace mocksmtp::mail
