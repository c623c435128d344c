// Regular expressions over text that is UTF-8 when all is well and bytes when it is not.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace re2 {
class RE2;
}

namespace mocksmtp::match {

enum class letter_case { matters, ignored };

struct regex_error {
    std::string reason;                   // "missing ): (abc"
    std::optional<std::size_t> position;  // 0-based octet where the offending part begins, if RE2 tells
};

class regex;
std::variant<regex, regex_error> compile_regex(std::string_view pattern, letter_case how);

// RE2 syntax, at most 64 KiB of it and 20,000 of RE2's instructions, so linear in the text. The pattern is read as
// UTF-8 and, where the text is not UTF-8 or the pattern itself is not, octet by octet as Latin-1. Cheap to copy.
class regex {
public:
    // Anywhere in the text; ^ and $ stand for its ends, . for anything but LF.
    bool found_in(std::string_view text) const;

    // The first match: all of it, then each group of the pattern, nothing for one that took no part; views into the
    // text.
    using match = std::vector<std::optional<std::string_view>>;
    std::optional<match> first_in(std::string_view text) const;

private:
    friend std::variant<regex, regex_error> compile_regex(std::string_view pattern, letter_case how);

    std::shared_ptr<const re2::RE2> characters_;  // either may be missing
    std::shared_ptr<const re2::RE2> octets_;
};

// A regex that matches exactly this text, to be built into another.
std::string quoted_for_regex(std::string_view text);

}  // namespace mocksmtp::match
