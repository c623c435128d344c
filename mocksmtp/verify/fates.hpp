// What became of mail that was tried and not kept.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/verify/tally.hpp"

namespace mocksmtp::verify {

class fates {
public:
    explicit fates(const store::scope& in) : in_(in) {}
    // Of its recipients, those that the filter is after.
    void add(const store::transaction_record& of, const match::filter& wanted = {});

    // "1 refused by rule greylist-bob", "1 answered 250 but not kept", "1 neither kept nor answered"; empty: none
    // happened.
    std::string not_taken() const;
    // "2 transactions given up by the client", "1 transaction cut short: timeout"; empty: none was.
    std::string given_up() const;

private:
    void broken_off(const store::transaction_record& of);

    const store::scope& in_;
    tally refused_, unkept_, unanswered_, given_up_, given_up_after_, cut_short_;
    std::string unkept_code_;
};

}  // namespace mocksmtp::verify
