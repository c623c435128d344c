#include "mocksmtp/verify/fates.hpp"

#include <algorithm>

#include "mocksmtp/verify/scripted.hpp"
#include "mocksmtp/verify/steps.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

bool is_after(const match::filter& wanted, std::string_view recipient) {
    return std::ranges::all_of(wanted.conditions(), [&](const match::condition& each) {
        if (each.on.id != match::field_id::to) return true;
        match::values one = match::values::list();
        one.add(match::value(recipient));
        return each.wants.matches(one);
    });
}

}  // namespace

void fates::add(const store::transaction_record& of, const match::filter& wanted) {
    const auto mail = of.envelope();
    if (mail.from.refused()) refused_.add(mail.from.rule, said(mail.from.answer));
    for (const auto& each : mail.to)
        if (each.refused() && is_after(wanted, each.address)) refused_.add(each.rule, said(each.answer));
    const auto data = of.data();
    if (data && !data->answer.positive() && !of.message) refused_.add(of.rule(), said(data->answer));
    if (data && data->answer.completed() && !of.message) {
        const auto unanswered = unanswered_by_rule(in_, of);
        (unanswered ? unanswered_ : unkept_).add(of.rule());
        if (!unanswered) unkept_code_ = std::to_string(data->answer.code);
    }
    const bool broken =
        of.outcome == smtp::transaction_outcome::abandoned || of.outcome == smtp::transaction_outcome::lost;
    if (broken && of.ended_by != smtp::transaction_end::rule) broken_off(of);
}

void fates::broken_off(const store::transaction_record& of) {
    using enum smtp::transaction_end;
    if (of.ended_by == timeout || of.ended_by == limit || of.ended_by == shutdown)
        return cut_short_.add({}, std::string(smtp::name(of.ended_by)));
    const auto by = rule_of_last_step(in_, of);
    (by ? given_up_after_ : given_up_).add(by);
}

std::string fates::not_taken() const {
    std::string made;
    const auto add = [&made](const tally& of, const std::string& how, std::string_view link = " ") {
        if (of.any()) made += (made.empty() ? "" : "; ") + of.text(how, how, link);
    };
    // The client believes the last 250, whatever was refused before.
    add(unkept_, "answered " + unkept_code_ + " but not kept", ", ");
    add(unanswered_, "neither kept nor answered", ", ");
    add(refused_, "refused");
    return made;
}

std::string fates::given_up() const {
    std::string made;
    const auto add = [&made](const tally& of, const std::string& how) {
        if (of.any()) made += (made.empty() ? "" : "; ") + of.text("transaction " + how, "transactions " + how);
    };
    add(given_up_after_, "given up by the client after an act");
    add(given_up_, "given up by the client");
    add(cut_short_, "cut short");
    return made;
}

}  // namespace mocksmtp::verify
