// Diagnostics as things to be expected: what a client did wrong, and where it was seen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/kept_texts.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

struct diagnostic_item {
    base::diagnostic what;
    base::session_id session;
    base::transaction_id transaction;  // none: it belongs to the session alone
    base::message_id message;          // none: no message came of the transaction
    std::uint64_t at = 0;              // event number

    // "m1:bare_lf", "s1:no_quit": the narrowest thing that it belongs to.
    std::string id_text() const;
};

// Those of the conversations and those of the messages' content, in the order in which they were seen.
std::vector<diagnostic_item> all_diagnostics(const store::scope& in);

// The item has to outlive these.
class diagnostic_fields final : public match::facts {
public:
    explicit diagnostic_fields(const diagnostic_item& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const diagnostic_item& of_;
    mutable match::kept_texts made_;
};

}  // namespace mocksmtp::verify
