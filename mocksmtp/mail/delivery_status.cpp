#include "mocksmtp/mail/delivery_status.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/header.hpp"

namespace mocksmtp::mail {

namespace {

std::vector<status_field> decoded(const std::vector<header_field>& fields) {
    std::vector<status_field> made;
    made.reserve(fields.size());
    for (const header_field& one : fields) made.push_back({base::to_lower(one.name), decode_value(one)});
    return made;
}

}  // namespace

delivery_status read_delivery_status(std::string_view content) {
    delivery_status made;
    bool first = true;
    while (!content.empty() && !made.cut) {
        const header_block block = read_headers(content);
        // A line that is no field ends a block without being taken.
        std::size_t next = block.body_offset;
        if (next == 0) next = std::min(content.find('\n'), content.size() - 1) + 1;
        content.remove_prefix(next);
        if (block.fields.empty()) continue;
        if (std::exchange(first, false))
            made.message = decoded(block.fields);
        else if (made.recipients.size() == most_status_recipients)
            made.cut = true;
        else
            made.recipients.push_back(decoded(block.fields));
    }
    return made;
}

}  // namespace mocksmtp::mail
