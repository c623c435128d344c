// Rules as expectations see them: what they are, and what became of them.
#pragma once

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/rules/rule_set.hpp"

namespace mocksmtp::verify {

// The standing has to outlive these.
class rule_fields final : public match::facts {
public:
    explicit rule_fields(const rules::standing& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const rules::standing& of_;
};

// "armed", "spent" or "expired", as the API says it.
std::string_view state_word(const rules::standing& of);

}  // namespace mocksmtp::verify
