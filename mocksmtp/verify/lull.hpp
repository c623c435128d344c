// Quiet as one upper bound means it: what goes on that can bring it nothing more does not break it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "mocksmtp/verify/outcome.hpp"
#include "mocksmtp/verify/patience.hpp"

namespace mocksmtp::verify {

// Broken by every event of a session that has brought the latest of what matches. Of the others only those count that
// began a transaction, or came and have begun none, before it would have been quiet without them: on a busy server
// somebody is always just beginning. Each counts by its own events, over its next MAIL, until it can bring nothing.
class lull {
public:
    // To be asked at each look: since when it has been quiet. Takes out of `open` what began too late to count. Not
    // `good`: something else is still missing, and the watch has yet to begin.
    std::chrono::milliseconds look(const store::scope& in, const expectation& what, const finding& found, bool good,
                                   const instant& at, std::vector<base::transaction_id>& open);

private:
    void hear(const store::scope& in, const expectation& what, const finding& found, const instant& at);

    bool good_ = false;
    std::size_t count_ = 0;
    store::cursor seen_;                                          // how far the journal has been looked at
    std::chrono::milliseconds looked_at_{0};                      // the last time
    std::chrono::milliseconds since_{0};                          // the last event that counts for all that follow
    std::uint64_t in_time_ = 0;                                   // what began after this event does not count
    std::map<base::session_id, std::chrono::milliseconds> busy_;  // who counts, by its latest event
};

}  // namespace mocksmtp::verify
