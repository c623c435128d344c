// What PLAIN, EXTERNAL and ANONYMOUS have in common: the client says all it has to say in one response, with the AUTH
// command or, where it came without one, to an empty challenge (RFC 4422 section 3, RFC 4954 section 4).
#pragma once

#include <optional>
#include <string_view>

#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

class single_response : public mechanism {
public:
    step next(std::optional<std::string_view> response) final;
    fields decode_last() const final { return last_; }

protected:
    // Reads the response into found_ and last_, which holds it as one secret field, and decides.
    virtual step judge(std::string_view response) = 0;

    fields last_;

private:
    bool asked_ = false;
    bool over_ = false;
};

}  // namespace mocksmtp::sasl
