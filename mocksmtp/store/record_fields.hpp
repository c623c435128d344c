// Records as filters and expectations see them: every field that a kind of item knows.
#pragma once

#include <forward_list>
#include <string>
#include <string_view>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::store {

class scope;

// The record has to outlive these; texts that had to be made live as long as the fields. Words and codes are the API's
// own ("accepted", "5.7.8"). What the content says is read from the message's shared view.
class record_fields : public match::facts {
protected:
    // Keeps a text that was made for an answer.
    std::string_view keep(std::string text) const { return made_.emplace_front(std::move(text)); }
    match::values keep_one(std::optional<std::string> text) const;
    match::values of_reply(const smtp::reply& what, match::field_id which) const;
    match::values rules_of(const transaction_record& of) const;
    void add_rule(match::values& to, const std::optional<smtp::rule_hit>& hit) const;

private:
    mutable std::forward_list<std::string> made_;
};

class message_fields final : public record_fields {
public:
    explicit message_fields(const message_record& of) : of_(of) {}
    match::values of(const match::field& which) const override;

private:
    match::values of_content(const match::field& which) const;
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

// Of an event of the scope's present epoch.
class event_fields final : public record_fields {
public:
    event_fields(const event_record& of, const scope& in) : of_(of), in_(in) {}
    match::values of(const match::field& which) const override;

private:
    const event_record& of_;
    const scope& in_;
};

}  // namespace mocksmtp::store
