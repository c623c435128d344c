#include "mocksmtp/verify/retries.hpp"

#include <algorithm>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

bool concerns(const match::filter& wanted, const journey& of) {
    match::values to = match::values::list();
    to.add(match::value(std::string_view(of.to)));
    return std::ranges::all_of(wanted.conditions(), [&](const match::condition& each) {
        if (each.on.id == match::field_id::from)
            return each.wants.matches(match::values::one(std::string_view(of.from)));
        return each.on.id != match::field_id::to || of.to.empty() || each.wants.matches(to);
    });
}

bool retries::is_newest(const journey& of) {
    return seen_
        .insert({match::index_key(match::field_id::from, of.from), match::index_key(match::field_id::to, of.to)})
        .second;
}

void retries::add(const store::transaction_record& of) {
    const auto mail = of.envelope();
    const auto data = of.data();
    for (auto each = mail.to.rbegin(); each != mail.to.rend(); ++each) {
        const journey way{mail.from.address, each->address};
        if (!is_newest(way)) continue;
        if (each->answer.temporary()) hint(each->answer, each->rule, way);
        if (each->answer.completed() && data && data->answer.temporary()) hint(data->answer, of.rule(), way);
    }
    const journey start{mail.from.address, ""};
    if (is_newest(start) && mail.from.answer.temporary()) hint(mail.from.answer, mail.from.rule, start);
}

void retries::hint(const smtp::reply& answer, const std::optional<smtp::rule_hit>& by, const journey& of) {
    const auto whom =
        of.to.empty() ? "mail from <" + base::printable(of.from) + ">" : "<" + base::printable(of.to) + ">";
    hinted_.push_back(
        {of, (by ? rule_name(*by) : said(answer)) + " told the client to retry " + whom + "; it has not yet"});
}

std::vector<retry> retries::all() const { return {hinted_.rbegin(), hinted_.rend()}; }

}  // namespace mocksmtp::verify
