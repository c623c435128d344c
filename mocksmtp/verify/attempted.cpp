#include "mocksmtp/verify/attempted.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/tally.hpp"

namespace mocksmtp::verify {

namespace {

constexpr std::size_t looked_at = 1000;  // the newest transactions

bool is_envelope_field(match::field_id which) {
    const auto& row = match::row_of(which);
    using enum match::field_id;
    return row.kinds.has(match::item_kind::transaction) && which != id && which != refused && which != diagnostic &&
           which != size && which != rule && which != protocol && which != recipient_count;
}

// As if every recipient had been accepted.
class as_meant final : public match::facts {
public:
    explicit as_meant(const store::transaction_record& of) : of_(of), fields_(of) {}

    match::values of(const match::field& which) const override {
        if (which.id != match::field_id::to) return fields_.of(which);
        match::values all = match::values::list();
        for (const auto each : of_.accepted()) all.add(match::value(each));
        for (const auto each : of_.refused()) all.add(match::value(each));
        return all;
    }

private:
    const store::transaction_record& of_;
    store::transaction_fields fields_;
};

// Which of the recipients the filter is after, for tallies of refusals; all of them if it asks for none.
bool is_after(const match::filter& wanted, std::string_view recipient) {
    return std::ranges::all_of(wanted.conditions(), [&](const match::condition& each) {
        if (each.on.id != match::field_id::to) return true;
        match::values one = match::values::list();
        one.add(match::value(recipient));
        return each.wants.matches(one);
    });
}

class fates {
public:
    void add(const store::transaction_record& of, const match::filter& wanted) {
        const auto mail = of.envelope();
        if (!mail.from.answer.positive()) refused_.add(mail.from.rule);
        for (const auto& each : mail.to)
            if (!each.answer.positive() && is_after(wanted, each.address)) refused_.add(each.rule);
        const auto data = of.data();
        if (data && !data->answer.positive() && !of.message) refused_.add(of.rule());
        if (data && data->answer.completed() && !of.message) {
            unkept_.add(of.rule());
            unkept_code_ = std::to_string(data->answer.code);
        }
        const bool broken =
            of.outcome == smtp::transaction_outcome::abandoned || of.outcome == smtp::transaction_outcome::lost;
        if (broken && of.ended_by != smtp::transaction_end::rule) given_up_.add({});
    }

    std::string text() const {
        const std::string unkept = "answered " + unkept_code_ + " but not kept";
        if (refused_.any()) return refused_.text("refused", "refused");
        if (unkept_.any()) return unkept_.text(unkept, unkept, ", ");
        if (given_up_.any())
            return given_up_.text("transaction given up by the client", "transactions given up by the client");
        return {};
    }

private:
    tally refused_, unkept_, given_up_;
    std::string unkept_code_;
};

std::string words_for_open(const store::transaction_record& of) {
    std::string to;
    for (const auto path : of.accepted()) to += (to.empty() ? " to <" : ", <") + base::printable(path) + ">";
    return "transaction " + of.id.text() + to + " is still open";
}

}  // namespace

likeness could_have_been(const store::transaction_record& of, const match::filter& wanted) {
    const as_meant fields(of);
    auto found = likeness::perhaps;
    for (const auto& each : wanted.conditions()) {
        if (!is_envelope_field(each.on.id)) continue;
        if (!each.wants.matches(fields.of(each.on))) return likeness::no;
        found = likeness::yes;
    }
    return found;
}

std::string what_became_of(const store::scope& in, const match::filter& wanted, std::uint64_t since) {
    fates all;
    const store::query newest{.since = since, .by = store::order::newest_first, .limit = looked_at};
    for (const auto* each : store::find_transactions(in, newest).items)
        if (could_have_been(*each, wanted) == likeness::yes) all.add(*each, wanted);
    return all.text();
}

std::string still_open(const store::scope& in, const match::filter& wanted) {
    for (const auto id : open_transactions(in)) {
        const auto* each = in.find(id);
        if (each != nullptr && could_have_been(*each, wanted) != likeness::no) return words_for_open(*each);
    }
    return {};
}

std::vector<std::string> still_open(const store::scope& in) {
    std::vector<std::string> made;
    for (const auto id : open_transactions(in))
        if (const auto* each = in.find(id)) made.push_back(words_for_open(*each));
    return made;
}

}  // namespace mocksmtp::verify
