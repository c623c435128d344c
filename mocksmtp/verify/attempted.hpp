// Mail that was tried, held against a filter on messages as far as an envelope can tell.
#pragma once

#include <string>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/verify/outcome.hpp"

namespace mocksmtp::verify {

// no: a condition on its envelope or its session does not hold; yes: all of those do, and there is one; perhaps: the
// filter asks for nothing that an envelope knows. Refused recipients count as recipients.
enum class likeness { no, perhaps, yes };
likeness could_have_been(const store::transaction_record& of, const match::filter& wanted);

// Whether anything of a filter can be said of mail that came to no message.
bool asks_for_envelope(const match::filter& wanted);

// "1 refused by rule greylist-bob", "1 answered 250 but not kept", "m1 to <bob@example.test> was deleted or taken" ...:
// what became of mail that was as wanted, after the event `since`; empty: there was none, or nothing kept it away.
std::string what_became_of(const store::scope& in, const match::filter& wanted, std::uint64_t since);

// "1 refused by rule no-mail", "1 transaction given up by the client": mail that came to its end when nobody knew yet
// whom it was for, and that is as wanted otherwise; after the event `since`; empty: there was none.
std::string ended_at_mail(const store::scope& in, const match::filter& wanted, std::uint64_t since);

// Transactions under way of which something that is wanted may come: what MAIL has settled is as wanted, and from DATA
// on the recipients are.
std::vector<base::transaction_id> that_may_become(const store::scope& in, const match::filter& wanted,
                                                  match::item_kind what);

// What a session may bring of what is wanted, as far as its latest transaction tells: nothing more, unless it begins
// another one; something yet; or it is what brought some of it.
enum class prospect { nothing, something, has_come };
prospect prospect_of(const store::scope& in, const store::session_record& of, const expectation& wanted,
                     const finding& found);

// "transaction t3 to <bob@example.test> is still open", of the first that could become what is wanted, and matters to
// items of this kind; empty: none.
std::string still_open(const store::scope& in, const match::filter& wanted,
                       match::item_kind what = match::item_kind::message);
// The same of each that is open.
std::vector<std::string> still_open(const store::scope& in);

}  // namespace mocksmtp::verify
