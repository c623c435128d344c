// Marks: names for positions of the journal, made by tests so that they can say "since".
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer post_mark(const call& asked);
answer get_marks(const call& asked);  // in the order of the journal

}  // namespace api::routes
