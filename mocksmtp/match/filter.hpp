// Conditions on one item, all of which must hold, and the account of which did not.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/match/difference.hpp"
#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/match/place.hpp"

namespace mocksmtp::match {

struct condition {
    field on;
    matcher wants;
};

// A field asked for where it cannot be known.
struct misplaced_field {
    field which;
    std::string detail;  // "sessions do not know subject; messages do"
};

// Why a rule at one of these stages cannot ask for the field, in one clause; empty: it can.
std::string why_unknown(const field& which, stage_set stages);
// The same of whoever asks for items of this kind.
std::string why_unknown(const field& which, item_kind kind);

// A filter without conditions matches everything. The same field may stand in several conditions.
class filter {
public:
    filter() = default;
    explicit filter(std::vector<condition> conditions) : conditions_(std::move(conditions)) {}

    void add(field on, matcher wants) { conditions_.push_back({std::move(on), std::move(wants)}); }

    bool empty() const { return conditions_.empty(); }
    const std::vector<condition>& conditions() const { return conditions_; }

    bool matches(const facts& item) const;

    // One entry for each condition, in order, fulfilled ones too.
    std::vector<difference> explain(const facts& item) const;

    // `to = bob@example.test, subject contains "x"`; empty without conditions.
    std::string describe() const;

    // The fields that items of this kind, or a rule at one of these stages, cannot know.
    std::vector<misplaced_field> unknown_for(item_kind kind) const;
    std::vector<misplaced_field> unknown_for(stage_set stages) const;

    // The one value, as index_key() writes it, that a condition demands of the field; a hint for an index, the other
    // conditions still have to be asked. Never for headers.* and mailboxes.*. Valid as long as the filter.
    const std::string* sole_equal(field_id which) const;

private:
    std::vector<condition> conditions_;
};

}  // namespace mocksmtp::match
