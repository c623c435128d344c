// How often something happened, and at the hands of which rules.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "mocksmtp/smtp/envelope.hpp"

namespace mocksmtp::verify {

class tally {
public:
    // `reply`: what the client was told, if that is of interest where no rule did it.
    void add(const std::optional<smtp::rule_hit>& by, const std::string& reply = {});
    bool any() const { return count_ != 0; }
    // "2 refused by rule greylist-bob", "3 refused, 1 of them by rule greylist-bob", "1 refused: 452 4.3.1 Full" where
    // no rule did it and all were told the same; `link` stands before "by" where rules did all of it.
    std::string text(std::string_view one, std::string_view many, std::string_view link = " ") const;

private:
    std::uint64_t count_ = 0, by_rules_ = 0;
    std::set<std::string> rules_, replies_;  // of replies the first two
};

}  // namespace mocksmtp::verify
