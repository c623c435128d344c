// Several expectations as one value, with what has to hold of all of them together.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/verify/expectation.hpp"

namespace mocksmtp::verify {

// Once something matches it, nothing more is waited for: the answer is what there is.
struct sentinel {
    match::item_kind what = match::item_kind::message;
    match::filter which;
};

struct verification {
    std::string label{};  // for reports; may be empty
    std::vector<expectation> expect{};
    std::chrono::milliseconds wait{0};             // for lower bounds; milliseconds::max() is for ever
    std::vector<match::item_kind> nothing_else{};  // kinds of which each item has to be expected by somebody
    settling settle = idle{};                      // how long that is watched
    bool in_order = false;                         // everything of one expectation comes before everything of the next
    bool every_rule_used = false;                  // every rule has acted
    std::optional<sentinel> until{};
    std::uint64_t since = 0;  // only what was decided after this event
};

// With one expectation and nothing else.
verification alone(expectation what, std::chrono::milliseconds wait = {}, std::uint64_t since = 0);

// Whether it can come to hold, or to fail, by what is only said (see store::is_said): where it asks for more than mail
// and who logs in.
bool depends_on_what_is_said(const verification& what);

// "exactly 1 message to bob@example.test", "reset mail: ... and 2 more"
std::string describe(const verification& what);

}  // namespace mocksmtp::verify
