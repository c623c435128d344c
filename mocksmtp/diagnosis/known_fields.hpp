// The header fields whose form is known: what is written in them, and how often they may stand.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace mocksmtp::diagnosis {

enum class field_form {
    addresses,     // an address list (RFC 5322 section 3.4)
    date,          // a date-time (section 3.3)
    message_id,    // one message id (section 3.6.4)
    message_ids,   // one or more of them
    phrases,       // words, where encoded ones may stand (RFC 2047 section 5)
    structured,    // tokens of its own, where encoded words may stand in comments only
    unstructured,  // text
    parameters,    // a value with parameters, which whoever looks at the parts looks at
};

struct known_field {
    std::string_view name;
    field_form form = field_form::unstructured;
    bool once = false;       // another one of it in the same header is wrong
    bool technical = false;  // no person writes it at the start of a text
};

std::span<const known_field> known_fields();

constexpr std::size_t no_known_field = static_cast<std::size_t>(-1);

// Its index among known_fields(), ASCII case ignored; no_known_field if it is none of them.
std::size_t find_known_field(std::string_view name);

// What is written in the field; text if it is not known.
field_form form_of(std::string_view name);

}  // namespace mocksmtp::diagnosis
