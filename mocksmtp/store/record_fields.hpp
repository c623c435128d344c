// Records as filters and expectations see them: every field that a kind of item knows.
#pragma once

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/kept_texts.hpp"
#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::store {

class scope;

// The record has to outlive these; texts that had to be made live as long as the fields. Words and codes are the API's
// own ("accepted", "5.7.8"). What the content says is read from the message's shared view.
class record_fields : public match::facts {
protected:
    match::values of_reply(const smtp::reply& what, match::field_id which) const;
    match::values rules_of(const transaction_record& of) const;
    void add_rule(match::values& to, const std::optional<smtp::rule_hit>& hit) const;

    mutable match::kept_texts made_;
};

class message_fields final : public record_fields {
public:
    explicit message_fields(const message_record& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const message_record& of_;
};

class transaction_fields final : public record_fields {
public:
    explicit transaction_fields(const transaction_record& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const transaction_record& of_;
};

class attempt_fields final : public record_fields {
public:
    explicit attempt_fields(const attempt_record& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const attempt_record& of_;
};

class session_fields final : public record_fields {
public:
    explicit session_fields(const session_record& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const session_record& of_;
};

class hold_fields final : public record_fields {
public:
    explicit hold_fields(const hold_record& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    const hold_record& of_;
};

// Of an event of the scope's present epoch.
class event_fields final : public record_fields {
public:
    event_fields(const event_record& of, const scope& in) : of_(of), in_(in) {}
    match::values of(const match::field& which) const override;

private:
    match::values rule_of(const event_record& event) const;
    const event_record& of_;
    const scope& in_;
};

}  // namespace mocksmtp::store
