// What the surroundings of a number say about it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "mocksmtp/mail/code_words.hpp"

namespace mocksmtp::mail {

struct code_place {
    std::optional<hint> says = {};  // of the word that is nearest
    bool at_once = false;           // nothing but "is" and the like stands between it and the number
    bool alone = false;             // nothing else stands on the line
};

// A word before the number in its own line counts first, then one behind it, in the same sentence; then, of a number
// that stands alone, the lines above and the line below. Looks at a bounded part of the text.
code_place look_around(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace mocksmtp::mail
