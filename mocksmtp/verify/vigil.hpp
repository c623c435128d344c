// Waiting for a whole verification: every part has its patience, and the answer comes when all agree.
#pragma once

#include <chrono>
#include <vector>

#include "mocksmtp/verify/outcome.hpp"
#include "mocksmtp/verify/patience.hpp"

namespace mocksmtp::verify {

class vigil {
public:
    // `what` outlives it.
    vigil(const verification& what, std::chrono::milliseconds started);

    // Times never go back from call to call.
    judgement look(const outcome& seen, const instant& at);

private:
    bool watches() const;  // whether anything has an upper bound
    judgement look_until(const outcome& seen, const instant& at) const;
    std::vector<judgement> look_at_each(const outcome& seen, const instant& at);

    const verification& what_;
    std::chrono::milliseconds deadline_;
    std::vector<patience> each_;  // expectations, then `nothing_else`
};

}  // namespace mocksmtp::verify
