// What became of mail that was tried and not kept.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/records.hpp"
#include "mocksmtp/verify/tally.hpp"

namespace mocksmtp::verify {

class fates {
public:
    // Of its recipients, those that the filter is after.
    void add(const store::transaction_record& of, const match::filter& wanted = {});

    // "1 refused by rule greylist-bob", "1 answered 250 but not kept"; empty: neither happened.
    std::string not_taken() const;
    // "2 transactions given up by the client"; empty: none was.
    std::string given_up() const;

private:
    tally refused_, unkept_, given_up_;
    std::string unkept_code_;
};

}  // namespace mocksmtp::verify
