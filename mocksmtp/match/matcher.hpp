// A pattern checked against its field and made ready to ask: the one matcher.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

struct pattern_error {
    std::string where;   // JSON pointer from the pattern's root, such as "/any_of/1/regex"; "" is the root
    std::string detail;  // one sentence for a person
    std::optional<std::size_t> position;  // 0-based octet in a regex or glob where it goes wrong, if known
    std::string did_you_mean{};           // of a word that is none of the field's; empty: no idea
};

class matcher;

// Checks the pattern against the field's type and compiles it. Regexes and globs are compiled here, once.
std::variant<matcher, pattern_error> compile(const field& of, pattern wanted);

// The same for a field of such items, or at such stages: where it can hold only certain words or the ids of one kind
// (see vocabulary.hpp), no other can be equal to it.
std::variant<matcher, pattern_error> compile(const field& of, pattern wanted, item_kind on);
std::variant<matcher, pattern_error> compile(const field& of, pattern wanted, stage_set at);

// Cheap to copy; never changes. Time is linear in the length of the text, for regexes too.
class matcher {
public:
    bool matches(const values& found) const;

    // What it was compiled from.
    const pattern& source() const;

    // As a condition: "= bob@example.test", "contains "x"", "absent". Secrets are not shown.
    const std::string& describe() const;

    // The one text that `equals` demands, in the canonical form of index_key(); none where more than one would do.
    const std::string* sole_equal() const;

private:
    friend std::variant<matcher, pattern_error> compile(const field& of, pattern wanted);
    friend std::variant<matcher, pattern_error> compile(const field& of, pattern wanted, item_kind on);
    friend std::variant<matcher, pattern_error> compile(const field& of, pattern wanted, stage_set at);
    struct compiled;
    explicit matcher(std::shared_ptr<const compiled> made);
    static std::variant<matcher, pattern_error> make(const field& of, pattern wanted,
                                                     std::span<const std::string_view> words, char letter);

    std::shared_ptr<const compiled> made_;
};

// The canonical form of a field's text, for an index: two texts are equal exactly if their keys are. Addresses get a
// lower-case domain, tokens are all lower case, other text stays as it is.
std::string index_key(field_id of, std::string_view text);

}  // namespace mocksmtp::match
