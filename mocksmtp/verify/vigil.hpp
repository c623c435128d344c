// Waiting for a whole verification: every part has its patience, and the answer comes when all agree.
#pragma once

#include <chrono>
#include <vector>

#include "mocksmtp/verify/lull.hpp"
#include "mocksmtp/verify/outcome.hpp"
#include "mocksmtp/verify/patience.hpp"

namespace mocksmtp::verify {

class vigil {
public:
    // `what` outlives it.
    vigil(const verification& what, std::chrono::milliseconds started);

    // Times never go back from call to call.
    judgement look(const store::scope& in, const outcome& seen, const instant& at);

private:
    bool watches() const;  // whether anything has an upper bound
    judgement look_until(const outcome& seen, const instant& at) const;
    std::vector<judgement> look_at_each(const store::scope& in, const outcome& seen, const instant& at);
    std::chrono::milliseconds quiet_from(std::chrono::milliseconds last_change) const;

    const verification& what_;
    std::chrono::milliseconds started_, deadline_;
    bool is_anchored_;            // something has to come, and what came with it has been heard by then
    std::vector<patience> each_;  // expectations, then `nothing_else`
    std::vector<lull> lulls_;     // of expectations
};

}  // namespace mocksmtp::verify
