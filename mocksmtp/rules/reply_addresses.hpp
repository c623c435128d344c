// Addresses that ask for a reply: reply-550@any.domain at RCPT, data-451-4.3.0@any.domain after the final dot.
#pragma once

#include <optional>
#include <string_view>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/smtp/reply.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::rules {

// What hits of them are called; no rule can have this id.
inline constexpr std::string_view reply_addresses_id = "reply-addresses";

// The reply that a recipient asks for at this stage, the first of them where several do; codes 200 to 599. Anything
// else is an ordinary address.
std::optional<smtp::reply> asked_reply(match::stage at, const match::facts& situation);

// The same, and at RCPT the usual welcome for a recipient that asks for its reply later, where it would be refused
// (`usual` is what would be said): neither has to be known here.
std::optional<smtp::answer> asked_answer(match::stage at, const match::facts& situation, const smtp::reply* usual);

}  // namespace mocksmtp::rules
