// One part under diagnosis: what its own header has, and how what is wrong with it is told.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/diagnosis/findings.hpp"
#include "mocksmtp/mail/header.hpp"
#include "mocksmtp/mail/part.hpp"

namespace mocksmtp::diagnosis {

// The first field of each name, as mail::describe_part takes it.
struct content_header {
    std::optional<mail::header_field> type;
    std::optional<mail::header_field> disposition;
    std::optional<mail::header_field> id;
    std::optional<mail::header_field> encoding;
    std::vector<mail::header_field> again;  // further ones of these names
};

content_header read_content_header(std::string_view head);

// What the part's own Content-Transfer-Encoding names; nothing without that field.
std::optional<std::string> written_encoding(const content_header& fields);

// "part 1.2"; "the message" for the whole of a multipart.
std::string name_of(const mail::part& one);

bool is_multipart(const mail::part& one);

// It holds content of its own: neither parts nor a message that were found in it.
bool has_content(const mail::part& one);

struct part_report {
    const mail::part& of;
    content_header fields;
    const circumstances& sent;
    findings& found;
    bool top = false;  // its header is that of the whole message

    bool wants(base::diagnostic_code code) const { return found.wants(code); }
    // Names the part, then what is wrong with it.
    void say(base::diagnostic_code code, std::string_view what, std::string_view where) const;
};

// Where the value of a field begins; of an empty value the field.
std::string_view value_place(const mail::header_field& field);

}  // namespace mocksmtp::diagnosis
