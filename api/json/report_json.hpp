// What a verification is answered: the ids where it holds, the parts of the report where it does not.
#pragma once

#include "api/json/value.hpp"
#include "mocksmtp/verify/outcome.hpp"
#include "mocksmtp/verify/report.hpp"

namespace api::json {

// Of expectations that hold: [{"name", "what", "count", "ids"}].
value results_of(const mocksmtp::verify::grounds& by, const mocksmtp::verify::verification& what,
                 const mocksmtp::verify::outcome& seen);

// Of a report: every result with its candidates, what was captured and tried, hints.
void put_report(value& into, const mocksmtp::verify::report& from);

}  // namespace api::json
