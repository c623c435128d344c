// Captured items of any kind, by their number: found, matched and named in one way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

// The numbers of the items a query finds, in its order. Events cannot be queried and give none.
std::vector<std::uint64_t> find(const store::scope& in, match::item_kind what, const store::query& which);

// Of one item; nullptr where it is gone. Valid until the scope changes.
std::unique_ptr<match::facts> facts_of(const store::scope& in, match::item_kind what, std::uint64_t number);

// "m1", "a1", "t1", "s1".
std::string id_text(match::item_kind what, std::uint64_t number);

// Transactions under way.
std::vector<base::transaction_id> open_transactions(const store::scope& in);

}  // namespace mocksmtp::verify
