// The words of a persona's replies, as JSON.
#pragma once

#include <span>
#include <string_view>

#include "api/json/persona_codec.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace api::json {

// Complains of placeholders that are none of these, and of braces that are not closed.
void check_placeholders(const written& from, std::string_view text, std::span<const std::string_view> known);

// "250 2.1.0 Ok", with several lines a list of which the first has the code, "" where nothing is said, and {"reply",
// "hang_up"} around one behind which the connection is closed.
template <>
struct as_json<mocksmtp::smtp::reply_template> {
    static void read(mocksmtp::smtp::reply_template& into, const written& from);
    static value show(const mocksmtp::smtp::reply_template& what);
};

// By its name; complains of what is none.
template <>
struct as_json<mocksmtp::smtp::reply_id> {
    static void read(mocksmtp::smtp::reply_id& into, const written& from);
    static value show(mocksmtp::smtp::reply_id what);
};

// By their names; null: it is said as the case it belongs to, or as mocksmtp says it.
template <>
struct as_json<mocksmtp::smtp::reply_book> {
    static void read(mocksmtp::smtp::reply_book& into, const written& from);
    static value show(const mocksmtp::smtp::reply_book& what);
};

}  // namespace api::json
