// Reports of delivery (RFC 3464): what became of a message, for each of its recipients.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct status_field {
    std::string name;   // lower case
    std::string value;  // decoded as decode_value decodes: "rfc822; bob@example.com"
};

struct delivery_status {
    std::size_t part = 0;                               // index of the part that holds it
    std::vector<status_field> message;                  // the per-message fields: Reporting-MTA and others
    std::vector<std::vector<status_field>> recipients;  // the per-recipient fields of each
    bool cut = false;                                   // recipients were left out
};

constexpr std::size_t most_status_recipients = 10'000;  // further ones are left out

// Takes the decoded content of a message/delivery-status part. Any octets give an answer; linear.
delivery_status read_delivery_status(std::string_view content);

}  // namespace mocksmtp::mail
