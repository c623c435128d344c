#include "mocksmtp/verify/retries.hpp"

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

bool retries::is_newest(std::string_view from, std::string_view to) {
    return seen_.insert({match::index_key(match::field_id::from, from), match::index_key(match::field_id::to, to)})
        .second;
}

void retries::add(const store::transaction_record& of) {
    const auto mail = of.envelope();
    const auto data = of.data();
    const std::string& from = mail.from.address;
    for (auto each = mail.to.rbegin(); each != mail.to.rend(); ++each) {
        if (!is_newest(from, each->address)) continue;
        const std::string whom = "<" + base::printable(each->address) + ">";
        if (each->answer.temporary()) hint(each->answer, each->rule, whom);
        if (each->answer.completed() && data && data->answer.temporary()) hint(data->answer, of.rule(), whom);
    }
    if (is_newest(from, "") && mail.from.answer.temporary())
        hint(mail.from.answer, mail.from.rule, "mail from <" + base::printable(from) + ">");
}

void retries::hint(const smtp::reply& answer, const std::optional<smtp::rule_hit>& by, const std::string& whom) {
    clauses_.push_back((by ? rule_name(*by) : said(answer)) + " told the client to retry " + whom + "; it has not yet");
}

std::vector<std::string> retries::clauses() const { return {clauses_.rbegin(), clauses_.rend()}; }

}  // namespace mocksmtp::verify
