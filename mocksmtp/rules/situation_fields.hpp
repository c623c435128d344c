// A situation as rules see it: every field that its stage knows.
#pragma once

#include <optional>
#include <vector>

#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/kept_texts.hpp"
#include "mocksmtp/smtp/policy.hpp"

namespace mocksmtp::rules {

// The situation has to outlive these. They answer as the record that is made of it will, but for `to` at rcpt, which is
// the recipient asked about alone. A message is parsed once, however many rules ask.
class situation_fields final : public match::facts {
public:
    explicit situation_fields(const smtp::situation& now) : now_(now) {}
    match::values of(const match::field& which) const override;

private:
    match::values of_envelope(match::field_id which) const;
    match::values of_login(match::field_id which) const;
    match::values of_command(match::field_id which) const;
    match::values of_message(const match::field& which) const;
    match::values recipients(bool accepted) const;
    match::values scopes() const;
    std::size_t recipient_count() const;

    const smtp::situation& now_;
    mutable std::optional<mail::view> content_;
    mutable std::optional<std::vector<base::diagnostic>> wrong_;  // with the content
    mutable match::kept_texts made_;
};

}  // namespace mocksmtp::rules
