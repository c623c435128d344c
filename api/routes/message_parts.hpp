// What a message is made of, each piece as a response, however the message was found.
#pragma once

#include <string>
#include <variant>

#include "api/routes/response.hpp"
#include "api/routes/route.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::routes {

// What is asked for, apart from which message it is; valid without the request it came from.
struct part_wanted {
    std::string number = {};      // of one_part: the part's
    std::string known_tags = {};  // If-None-Match
};

part_wanted part_of(const call& asked);

// What never changes under its id and content: a client that has it, by If-None-Match, need not get it again.
response immutable(const std::string& known_tags, std::string bytes, std::string type);

// What a message does not have.
struct lack {
    std::string what;       // "text/html part"
    std::string details{};  // "looked for in: text, subject"; may be empty
};
using piece = std::variant<response, lack>;
// 404 for what the message does not have.
response or_not_found(const mocksmtp::store::message_record& of, piece found);

using part_function = piece (*)(const mocksmtp::store::message_record& of, const part_wanted& how);

piece raw_part(const mocksmtp::store::message_record& of, const part_wanted& how);   // dot-stuffing undone
piece wire_part(const mocksmtp::store::message_record& of, const part_wanted& how);  // exactly as on the wire
piece text_part(const mocksmtp::store::message_record& of, const part_wanted& how);
piece html_part(const mocksmtp::store::message_record& of, const part_wanted& how);
piece links_part(const mocksmtp::store::message_record& of, const part_wanted& how);
piece codes_part(const mocksmtp::store::message_record& of, const part_wanted& how);
piece all_parts(const mocksmtp::store::message_record& of, const part_wanted& how);
piece one_part(const mocksmtp::store::message_record& of, const part_wanted& how);

}  // namespace api::routes
