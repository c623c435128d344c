// What a message is made of, each piece as a response, however the message was found.
#pragma once

#include <string>

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

using part_function = response (*)(const mocksmtp::store::message_record& of, const part_wanted& how);

// 404 where the message has no such thing.
response raw_part(const mocksmtp::store::message_record& of, const part_wanted& how);   // dot-stuffing undone
response wire_part(const mocksmtp::store::message_record& of, const part_wanted& how);  // exactly as on the wire
response text_part(const mocksmtp::store::message_record& of, const part_wanted& how);
response html_part(const mocksmtp::store::message_record& of, const part_wanted& how);
response links_part(const mocksmtp::store::message_record& of, const part_wanted& how);
response codes_part(const mocksmtp::store::message_record& of, const part_wanted& how);
response all_parts(const mocksmtp::store::message_record& of, const part_wanted& how);
response one_part(const mocksmtp::store::message_record& of, const part_wanted& how);

}  // namespace api::routes
