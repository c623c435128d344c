// Puts what was exported elsewhere into an empty scope.
#pragma once

#include <functional>
#include <string>

#include "mocksmtp/store/story.hpp"

namespace mocksmtp::store {

class scope;

// A blank scope is then as if all of it had just happened there: with its epoch, ids, events and times; the clock goes
// on from the last of them. Sessions that were open stay so for ever. Then `check` is asked what is wrong with that.
// Answers what contradicts itself, in one clause, or what check said, and leaves the scope as it was; empty: it is
// done.
std::string import_story(scope& into, story what, const std::function<std::string()>& check);

}  // namespace mocksmtp::store
