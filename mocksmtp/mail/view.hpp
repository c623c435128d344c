// A message as a mail reader sees it, parsed piece by piece as somebody asks.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/address.hpp"
#include "mocksmtp/mail/calendar.hpp"
#include "mocksmtp/mail/codes.hpp"
#include "mocksmtp/mail/date.hpp"
#include "mocksmtp/mail/delivery_status.hpp"
#include "mocksmtp/mail/header.hpp"
#include "mocksmtp/mail/link.hpp"
#include "mocksmtp/mail/list_unsubscribe.hpp"
#include "mocksmtp/mail/part.hpp"

namespace mocksmtp::mail {

struct readable_html;

// A part that is neither text nor HTML that a mail reader shows: files, inline pictures, invitations, reports,
// forwarded messages (whole: what they hold is no attachment).
struct attachment {
    std::size_t part = 0;                    // index among view::parts()
    std::string number;                      // of the part, "2" or "1.2"
    std::optional<std::string> filename;     // decoded
    std::string content_type;                // lower case, without parameters
    std::optional<std::string> disposition;  // lower case: "attachment", "inline"
    std::optional<std::string> content_id;   // without angle brackets
    // It belongs to what the mail shows, and nobody has attached it: its Content-Disposition is inline (RFC 2183), or
    // it has none and stands in a multipart/related, /alternative or /report (RFC 2387, RFC 2046, RFC 6522).
    bool is_inline = false;
};

// What it takes decoding to know.
struct content_facts {
    std::size_t size = 0;  // octets
    std::string sha256;    // hex
};

// Parses nothing until asked, headers without the body, and keeps what it found; until then it costs a pointer beside
// the view of the bytes. Any bytes give an answer; nothing throws. The bytes are owned elsewhere and must outlive it.
// Header names compare without regard to ASCII case. References stay valid as long as the view. For one thread.
class view {
public:
    explicit view(std::string_view message) noexcept;
    view(view&&) noexcept;
    view& operator=(view&&) noexcept;
    ~view();

    std::string_view bytes() const { return message_; }

    const std::vector<header_field>& headers() const;  // in order, duplicates and all
    std::size_t body_offset() const;

    std::optional<std::string> first(std::string_view name) const;  // decoded (decode_value)
    std::vector<std::string> all(std::string_view name) const;
    std::optional<std::string> subject() const;
    std::optional<std::string> message_id() const;                // angle brackets included; all it says if it has none
    std::optional<date_time> date() const;                        // of the first Date field; nullopt too if it is none
    std::vector<mailbox> mailboxes(std::string_view name) const;  // of all fields of that name
    std::vector<std::string> message_ids(std::string_view name) const;  // of all fields of that name

    std::optional<list_unsubscribe> unsubscribe() const;  // nullopt: there is no List-Unsubscribe
    std::optional<std::string> auto_submitted() const;    // the keyword (RFC 3834 section 5), lower case

    // The text/plain and the text/html parts that are shown (choose_shown), one after another.
    const std::optional<decoded_body>& text() const;
    const std::optional<decoded_body>& html() const;
    const std::vector<const part*>& html_parts() const;  // those that html() is of

    const std::vector<part>& parts() const;                      // read_parts
    const std::vector<attachment>& attachments() const;          // every other part without parts, in order
    const content_facts& facts_of(const attachment& one) const;  // of one of attachments()

    // Of the parts of the message itself that are text/calendar or application/ics, and message/delivery-status.
    const std::vector<calendar>& calendars() const;
    const std::vector<delivery_status>& delivery_statuses() const;

    // Those of the HTML, then those of the text (gather_links); and what may be a one-time code in the subject, the
    // text and the HTML (find_codes).
    const std::vector<link>& links() const;
    const std::vector<code>& codes() const;

    // The part with that number (part::number); null if there is none. "1" is all of a message that is not multipart.
    const part* find_part(std::string_view number) const;

    // Those of the recipients that neither To nor Cc names.
    std::vector<std::string_view> unnamed(std::vector<std::string_view> recipients) const;

private:
    struct parsed;
    parsed& state() const;
    const readable_html& read() const;
    const header_block& header() const;

    std::string_view message_;
    mutable std::unique_ptr<parsed> parsed_;
};

}  // namespace mocksmtp::mail
