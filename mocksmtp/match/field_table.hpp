// The one table of fields: how each is compared, and which items and rule stages know it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/place.hpp"

namespace mocksmtp::match {

enum class field_type {
    text,     // octets as they are
    token,    // protocol words and host names: ASCII case does not count
    address,  // local part as it is, domain without case (RFC 5321 section 2.4); "" is the null reverse-path
    ordinal,  // an id such as s1
    number,
    boolean,
    time,  // RFC 3339
};

enum class arity { one, many };

struct field_row {
    field_id id;
    std::string_view name;  // those that take a name stand for headers.* and so on
    field_type type;
    arity how_many;    // many where any kind of item has a list
    kind_set kinds;    // items that know it
    stage_set stages;  // rule stages that know it
};

// In the order of field_id.
std::span<const field_row> all_fields();
const field_row& row_of(field_id id);

// That of the row, but for calendar properties and fields of delivery reports that are addresses, or words of which the
// case means nothing (RFC 5545 section 2, RFC 3464 section 2.3.3).
field_type type_of(const field& which);

// For fields that need a name behind a dot, one such as they take ("x-tenant" of headers); empty for all others.
std::string_view example_name(field_id id);
inline bool takes_name(field_id id) { return !example_name(id).empty(); }

// True for fields that are there wherever they are known (`tls` is true or false, counts start at 0), so that asking
// for their absence is a mistake.
bool is_never_absent(field_id id);

// True for fields whose content never shows in descriptions and reports (`secret`).
bool is_hidden(field_id id);

// "a number", "text" ...: what an operand of this type has to be.
std::string_view describe(field_type type);

// "messages, transactions" and "mail, rcpt": for sentences about who knows a field.
std::string list_of(kind_set kinds);
std::string list_of(stage_set stages);

}  // namespace mocksmtp::match
