#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/parameter_syntax.hpp"
#include "mocksmtp/diagnosis/part.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

// RFC 2046 section 5.1.1: 1*70 of bchars, no space at the end.
bool is_boundary(std::string_view text) {
    constexpr std::size_t longest = 70;
    constexpr std::string_view marks = "'()+_,-./:=? ";
    return text.size() <= longest && !text.ends_with(' ') && std::ranges::all_of(text, [&](char c) {
               return base::is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
           });
}

const char* end_of(std::string_view text) { return text.data() + text.size(); }

// A message that was cut short leaves everything open that was so: the outermost of these says it.
bool told_by_outer(const std::vector<mail::part>& parts, const mail::part& one) {
    const mail::part& parent = parts[one.parent];
    if (&parent == &one || end_of(parent.body) != end_of(one.body)) return false;
    if (mail::holds_message(parent)) return told_by_outer(parts, parent);
    return is_multipart(parent) && !parent.closed;
}

// Files that were put among the alternatives are none.
bool is_plain(const mail::part& one) { return one.type.value == "text/plain" && !mail::file_name(one); }

bool is_richer(const mail::part& one) {
    const std::string& type = one.type.value;
    if (mail::is_attachment(one)) return false;
    return (type.starts_with("text/") && type != "text/plain") || type == "multipart/related";
}

// What it is a part of, over the multipart/mixed that may stand between if what is shown of that is this.
std::size_t alternatives_around(const std::vector<mail::part>& parts, const mail::part& one) {
    std::size_t at = one.parent;
    const bool shown = one.type.value == "text/html" || one.type.value == "multipart/related";
    if (!shown || mail::file_name(one)) return at;
    while (parts[at].type.value == "multipart/mixed" && parts[at].parent != at) at = parts[at].parent;
    return at;
}

void diagnose_alternatives(const std::vector<mail::part>& parts, findings& found) {
    std::vector<bool> rich(parts.size());
    std::vector<bool> told(parts.size());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const mail::part& one = parts[i];
        if (is_richer(one)) rich[alternatives_around(parts, one)] = true;
        const std::size_t parent = one.parent;
        if (parts[parent].type.value != "multipart/alternative") continue;
        if (!rich[parent] || told[parent] || !is_plain(one)) continue;
        told[parent] = true;
        found.add(alternative_order_wrong, name_of(one) + " is the plain text of " + name_of(parts[parent]), one.head);
    }
}

void diagnose_unclosed(const std::vector<mail::part>& parts, findings& found) {
    for (const mail::part& one : parts) {
        if (!is_multipart(one) || one.leaf || one.closed || !found.wants(multipart_not_closed)) continue;
        if (told_by_outer(parts, one)) continue;
        const std::string* boundary = one.type.find("boundary");
        const std::string closing = "--" + (boundary != nullptr ? *boundary : "") + "--";
        found.add(multipart_not_closed, name_of(one) + ": " + shown_value(closing) + " is missing",
                  one.body.substr(one.body.size()));
    }
}

void diagnose_cut(const mail::view& message, findings& found) {
    if (!found.wants(parts_left_out)) return;
    const auto tell = [&](std::size_t index, std::size_t most, std::string_view what) {
        const mail::part& one = message.parts()[index];
        found.add(parts_left_out, name_of(one) + ": more than " + std::to_string(most) + " " + std::string(what),
                  one.body);
    };
    for (const mail::calendar& each : message.calendars())
        if (each.cut) tell(each.part, mail::most_calendar_properties, "properties");
    for (const mail::delivery_status& each : message.delivery_statuses())
        if (each.cut) tell(each.part, mail::most_status_recipients, "recipients");
}

}  // namespace

void diagnose_multipart(const part_report& report) {
    const mail::part& one = report.of;
    if (!is_multipart(one) || !report.fields.type) return;
    const std::string* boundary = one.type.find("boundary");
    const std::string_view field = value_place(*report.fields.type);
    if (boundary == nullptr || boundary->empty()) {
        report.say(boundary_missing, one.type.value, field);
        return;
    }
    const parameter_syntax read = read_parameter_syntax(report.fields.type->raw);
    const written_parameter* written = read.find("boundary");
    const std::string_view where = written == nullptr || written->value.empty() ? field : written->value;
    if (!is_boundary(*boundary)) {
        report.say(boundary_invalid, shown_value(*boundary), where);
    } else if (one.leaf && !one.closed && !one.skipped) {
        report.say(boundary_never_used, shown_value("--" + *boundary), where);
    }
}

void diagnose_structure(const mail::view& message, findings& found) {
    const std::vector<mail::part>& parts = message.parts();
    diagnose_alternatives(parts, found);
    bool too_many = false;
    for (const mail::part& one : parts) {
        if (!one.skipped) continue;
        found.add(parts_left_out, name_of(one), one.body);
        too_many = too_many || !one.leaf;  // it has parts, and more that were not read
    }
    diagnose_cut(message, found);
    if (!too_many) diagnose_unclosed(parts, found);
}

}  // namespace mocksmtp::diagnosis
