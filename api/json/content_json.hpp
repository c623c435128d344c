// What the content of a message is made of, as the API shows it: headers, links, codes, attachments, parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json/writer.hpp"
#include "mocksmtp/mail/codes.hpp"
#include "mocksmtp/mail/header.hpp"
#include "mocksmtp/mail/link.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

// A link's members, for whoever has more to say about it; and the whole object.
void show_members(writer& to, const mocksmtp::mail::link& what);
void show(writer& to, const mocksmtp::mail::link& what);

// Decoded values by lower-case name, in the order of first appearance; `values` are those of the fields.
void put_headers(writer& to, const std::vector<mocksmtp::mail::header_field>& fields,
                 const std::vector<std::string>& values);
std::vector<std::string> decoded_values(const std::vector<mocksmtp::mail::header_field>& fields);

// Its value alone.
void show(writer& to, const mocksmtp::mail::code& what);

// Where the API has this part of this message.
std::string part_url(const mocksmtp::store::message_record& of, std::string_view number);

// Members "attachments" and "parts": the former without the bodies that a mail reader shows, the latter with
// everything, parents before their children.
void put_attachments(writer& to, const mocksmtp::store::message_record& of);
void put_parts(writer& to, const mocksmtp::store::message_record& of);

}  // namespace api::json
