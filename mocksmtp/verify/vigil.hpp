// Waiting for a whole verification: every part has its patience, and the answer comes when all agree.
#pragma once

#include <chrono>
#include <vector>

#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/outcome.hpp"
#include "mocksmtp/verify/patience.hpp"

namespace mocksmtp::verify {

class vigil {
public:
    // `what` outlives it.
    vigil(const verification& what, std::chrono::milliseconds started);

    // Times never go back from call to call.
    judgement look(const outcome& seen, const under_way& open, const instant& at);

    // Whether anything has an upper bound, so that open transactions matter.
    bool watches() const;

private:
    judgement look_until(const outcome& seen, const instant& at) const;
    std::vector<judgement> look_at_each(const outcome& seen, const under_way& open, const instant& at);

    const verification& what_;
    std::chrono::milliseconds deadline_;
    std::vector<patience> each_;  // expectations, then `nothing_else`
};

}  // namespace mocksmtp::verify
