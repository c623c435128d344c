// The places where a field can be asked for: the kinds of captured items and the stages of rules.
#pragma once

#include <optional>
#include <string_view>

#include "mocksmtp/match/enum_set.hpp"

namespace mocksmtp::match {

// Rules and diagnostics have no numbers of their own: they are what is expected of them, never listed by filter.
enum class item_kind { message, auth_attempt, transaction, session, hold, event, rule, diagnostic };

// Where a rule can stand. `helo` is EHLO and LHLO too, `auth` any step of an exchange, `body` the inside of DATA or
// BDAT, `message` the reply after the final dot or BDAT LAST, `unknown` a verb the server does not know.
enum class stage {
    connect,
    helo,
    starttls,
    auth,
    mail,
    rcpt,
    data,
    body,
    bdat,
    message,
    rset,
    noop,
    vrfy,
    expn,
    help,
    etrn,
    verb,
    quit,
    unknown,
};

using kind_set = enum_set<item_kind>;
using stage_set = enum_set<stage>;

inline constexpr kind_set every_kind = kind_set::range(item_kind::message, item_kind::diagnostic);
inline constexpr stage_set every_stage = stage_set::range(stage::connect, stage::unknown);

// "messages", "auth_attempts" ...: the plural that the API calls a kind by.
std::string_view name_of(item_kind kind);
// "connect", "helo" ...: the word of a rule's "on".
std::string_view name_of(stage where);

// The inverse; nothing for any other word, whatever its case.
std::optional<item_kind> parse_item_kind(std::string_view name);
std::optional<stage> parse_stage(std::string_view name);

}  // namespace mocksmtp::match
