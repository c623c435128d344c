// Who was told to try again and has not done so.
#pragma once

#include <compare>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/store/records.hpp"

namespace mocksmtp::verify {

// Is shown transactions, the newest first: what it has seen already came later.
class retries {
public:
    void add(const store::transaction_record& of);
    // "rule greylist-bob told the client to retry <bob@example.test>; it has not yet", oldest first.
    std::vector<std::string> clauses() const;

private:
    // From whom to whom; without a recipient it is the sender as such.
    struct journey {
        std::string from;
        std::string to;
        friend auto operator<=>(const journey&, const journey&) = default;
    };
    bool is_newest(std::string_view from, std::string_view to);
    void hint(const smtp::reply& answer, const std::optional<smtp::rule_hit>& by, const std::string& whom);

    std::set<journey> seen_;
    std::vector<std::string> clauses_;
};

}  // namespace mocksmtp::verify
