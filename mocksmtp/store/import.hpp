// Puts what was exported elsewhere into an empty scope.
#pragma once

#include <string>

#include "mocksmtp/store/story.hpp"

namespace mocksmtp::store {

class scope;

// Whether nothing has been recorded in the present epoch, so that a story can be told to it.
bool is_blank(const scope& in);

// The scope is then as if all of it had just happened there: with its epoch, ids, events and times; the clock goes on
// from the last of them. Sessions that were open stay so for ever. Answers what contradicts itself, in one clause, and
// leaves the scope blank; empty: it is done.
std::string import_story(scope& into, story what);

// Takes it back: the scope is blank again, in the epoch that it was in.
void forget_story(scope& of, std::uint64_t epoch);

}  // namespace mocksmtp::store
