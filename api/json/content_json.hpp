// What the content of a message is made of, as the API shows it: links, codes, attachments, parts.
#pragma once

#include <string>
#include <string_view>

#include "api/json/writer.hpp"
#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::json {

// A link's members, for whoever has more to say about it; and the whole object.
void show_members(writer& to, const mocksmtp::mail::link& what);
void show(writer& to, const mocksmtp::mail::link& what);

// Its value alone.
void show(writer& to, const mocksmtp::mail::code& what);

// Where the API has this part of this message.
std::string part_url(mocksmtp::base::message_id of, std::string_view number);

// Members "attachments" and "parts": the former without the bodies that a mail reader shows, the latter with
// everything, parents before their children.
void put_attachments(writer& to, mocksmtp::base::message_id of, const mocksmtp::mail::view& seen);
void put_parts(writer& to, mocksmtp::base::message_id of, const mocksmtp::mail::view& seen);

}  // namespace api::json
