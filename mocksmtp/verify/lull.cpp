#include "mocksmtp/verify/lull.hpp"

#include <algorithm>

#include "mocksmtp/verify/attempted.hpp"

namespace mocksmtp::verify {

using std::chrono::milliseconds;

namespace {

// Of the transaction under way; of the session while it has none.
std::uint64_t beginning_of(const store::scope& in, const store::session_record& of) {
    const auto* latest = of.transactions.empty() ? nullptr : in.find(of.transactions.back());
    return latest == nullptr ? of.opened : latest->opened;
}

}  // namespace

milliseconds lull::look(const store::scope& in, const expectation& what, const finding& found, bool good,
                        const instant& at, std::vector<base::transaction_id>& open) {
    const auto here = in.position();
    const bool goes_on = good && good_ && here.epoch == seen_.epoch && found.matched.size() == count_;
    good_ = good;
    count_ = found.matched.size();
    if (!goes_on) {
        since_ = at.last_change;
        in_time_ = here.n;
        busy_.clear();
    } else if (here != seen_) {
        hear(in, what, found, at);
    }
    seen_ = here;
    looked_at_ = at.now;
    std::erase_if(open, [&](base::transaction_id id) {
        const auto& begun = *in.find(id);
        return begun.opened > in_time_ && !busy_.contains(begun.session->id);
    });
    auto since = since_;
    for (const auto& [who, last] : busy_) since = std::max(since, last);
    return since;
}

void lull::hear(const store::scope& in, const expectation& what, const finding& found, const instant& at) {
    const auto& events = in.records().events;
    std::vector<const store::session_record*> hopeful;
    for (auto n = events.after(seen_.n); n != 0; n = events.after(n)) {
        const auto heard = events.glance(n);
        const auto* session = heard ? in.find(heard->session) : nullptr;
        if (session == nullptr || std::ranges::find(hopeful, session) != hopeful.end()) continue;
        const auto from_it = prospect_of(in, *session, what, found);
        if (from_it == prospect::has_come) since_ = at.last_change;
        if (from_it == prospect::something)
            hopeful.push_back(session);
        else
            busy_.erase(session->id);
    }
    // What came since the last look may have come right behind it.
    if (looked_at_ <= since_ + quiet_time) in_time_ = in.position().n;
    for (const auto* each : hopeful)
        if (busy_.contains(each->id) || beginning_of(in, *each) <= in_time_) busy_[each->id] = at.last_change;
}

}  // namespace mocksmtp::verify
