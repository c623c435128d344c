// Who was told to try again and has not done so.
#pragma once

#include <compare>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::verify {

// From whom to whom; without a recipient it is the sender as such.
struct journey {
    std::string from;
    std::string to;
    friend auto operator<=>(const journey&, const journey&) = default;
};

struct retry {
    journey of;
    std::string clause;  // "rule greylist-bob told the client to retry <bob@example.test>; it has not yet"
};

// Whether the filter asks for no other sender and no other recipient.
bool concerns(const match::filter& wanted, const journey& of);

// Is shown transactions, the newest first: what it has seen already came later.
class retries {
public:
    void add(const store::transaction_record& of);
    std::vector<retry> all() const;  // oldest first

private:
    bool is_newest(const journey& of);
    void hint(const smtp::reply& answer, const std::optional<smtp::rule_hit>& by, const journey& of);

    std::set<journey> seen_;
    std::vector<retry> hinted_;
};

}  // namespace mocksmtp::verify
