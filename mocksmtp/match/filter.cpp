#include "mocksmtp/match/filter.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/match/field_table.hpp"

namespace mocksmtp::match {
namespace {

std::string known_elsewhere(const field_row& row) {
    if (!row.stages.empty()) return "; rules know it at " + list_of(row.stages);
    return "; no rule does, filters on " + list_of(row.kinds) + " do";
}

}  // namespace

std::string why_unknown(const field& which, stage_set stages) {
    const field_row& row = row_of(which.id);
    if (row.stages.contains(stages)) return {};
    return to_string(which) + " is not known at " + list_of(stages - row.stages) + known_elsewhere(row);
}

std::string why_unknown(const field& which, item_kind kind) {
    const field_row& row = row_of(which.id);
    if (row.kinds.has(kind)) return {};
    return std::string(name_of(kind)) + " do not know " + to_string(which) + "; " + list_of(row.kinds) + " do";
}

bool filter::matches(const facts& item) const {
    return std::ranges::all_of(conditions_,
                               [&](const condition& each) { return each.wants.matches(item.of(each.on)); });
}

std::vector<difference> filter::explain(const facts& item) const {
    std::vector<difference> made;
    made.reserve(conditions_.size());
    for (const condition& each : conditions_) made.push_back(match::explain(each.on, each.wants, item.of(each.on)));
    return made;
}

std::string filter::describe() const {
    std::string text;
    for (const condition& each : conditions_) {
        if (!text.empty()) text += ", ";
        text += to_string(each.on) + " " + each.wants.describe();
    }
    return text;
}

std::vector<misplaced_field> filter::unknown_for(item_kind kind) const {
    std::vector<misplaced_field> misplaced;
    for (const condition& each : conditions_) {
        if (auto detail = why_unknown(each.on, kind); !detail.empty())
            misplaced.push_back({each.on, std::move(detail)});
    }
    return misplaced;
}

std::vector<misplaced_field> filter::unknown_for(stage_set stages) const {
    std::vector<misplaced_field> misplaced;
    for (const condition& each : conditions_) {
        if (auto detail = why_unknown(each.on, stages); !detail.empty())
            misplaced.push_back({each.on, std::move(detail)});
    }
    return misplaced;
}

const std::string* filter::sole_equal(field_id which) const {
    if (takes_name(which)) return nullptr;
    for (const condition& each : conditions_) {
        if (each.on.id != which) continue;
        if (const std::string* wanted = each.wants.sole_equal()) return wanted;
    }
    return nullptr;
}

}  // namespace mocksmtp::match
