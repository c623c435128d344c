// What a filter asks its questions of: a captured item, or a situation in front of a rule.
#pragma once

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

struct facts {
    facts() = default;
    facts(const facts&) = default;
    facts& operator=(const facts&) = default;
    virtual ~facts() = default;

    // Nothing where the item does not have the field, now or ever. The values' texts stay valid as long as this
    // object. The type has to be the one that field_table gives: addresses without angle brackets and "" for the
    // null reverse-path, ids as ordinals, `tls` and the counts always present.
    virtual values of(const field& which) const = 0;
};

}  // namespace mocksmtp::match
