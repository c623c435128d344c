#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/diagnosis/transfer_flaws.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

constexpr std::size_t longest_encoded_line = 76;  // RFC 2045 sections 6.7 and 6.8
constexpr std::size_t longest_line_at_all = 998;  // beyond it line_too_long says it

void diagnose_encoded_lines(const part_report& report) {
    const std::string_view body = report.of.body;
    for (std::size_t at = 0; at < body.size() && report.wants(encoded_line_too_long);) {
        const std::size_t lf = std::min(body.find('\n', at), body.size());
        const std::size_t end = lf > at && lf < body.size() && body[lf - 1] == '\r' ? lf - 1 : lf;
        const std::size_t length = end - at;
        if (length > longest_encoded_line && (report.sent.binary || length <= longest_line_at_all)) {
            report.say(encoded_line_too_long, std::to_string(length) + " characters", body.substr(at, length));
            return;
        }
        at = lf + 1;
    }
}

std::string words_for(const base::base64_flaw& flaw, std::string_view body) {
    switch (flaw.what) {
        case base::base64_flaw::kind::foreign_octet:
            return shown_value(body.substr(flaw.at, 1)) + " is not in the alphabet";
        case base::base64_flaw::kind::padding_inside:
            return "padding in the middle";
        case base::base64_flaw::kind::cut_short:
            break;
    }
    return "the last group is not complete";
}

bool diagnose_base64(const part_report& report) {
    const std::string_view body = report.of.body;
    const auto flaw = base::find_base64_flaw(body);
    if (flaw) report.say(base64_broken, words_for(*flaw, body), body.substr(flaw->at));
    return !flaw;
}

bool diagnose_quoted_printable(const part_report& report) {
    const std::string_view body = report.of.body;
    const quoted_printable_flaws flaws = find_quoted_printable_flaws(body);
    if (flaws.broken) report.say(quoted_printable_broken, flaws.broken->what, body.substr(flaws.broken->at));
    if (flaws.lower_case) {
        const std::string_view escape = body.substr(*flaws.lower_case);
        report.say(quoted_printable_lower_case, shown_value(escape.substr(0, 3)), escape);
    }
    return !flaws.broken;
}

std::optional<std::string_view> from_eight_bit_on(std::string_view bytes) {
    if (base::is_ascii(bytes)) return std::nullopt;
    const auto* at = std::ranges::find_if(bytes, [](char c) { return static_cast<unsigned char>(c) > 127; });
    return bytes.substr(static_cast<std::size_t>(at - bytes.begin()));
}

void diagnose_seven_bit(const part_report& report) {
    const auto declared = written_encoding(report.fields);
    if ((declared && *declared != "7bit") || !report.wants(transfer_encoding_wrong)) return;
    const auto where = from_eight_bit_on(report.of.body);
    if (where) report.say(transfer_encoding_wrong, declared ? "declared 7bit" : "declares no encoding", *where);
}

// The innermost part that an octet of the body stands in; parts come before those inside them.
const mail::part& part_around(const std::vector<mail::part>& parts, const char* octet) {
    const mail::part* around = &parts.front();
    for (const mail::part& one : parts)
        if (one.body.data() <= octet && octet < one.body.data() + one.body.size()) around = &one;
    return *around;
}

}  // namespace

bool diagnose_transfer(const part_report& report) {
    switch (report.of.encoding) {
        case mail::transfer_encoding::base64:
            diagnose_encoded_lines(report);
            return diagnose_base64(report);
        case mail::transfer_encoding::quoted_printable:
            diagnose_encoded_lines(report);
            return diagnose_quoted_printable(report);
        case mail::transfer_encoding::identity:
            diagnose_seven_bit(report);
            return true;
        case mail::transfer_encoding::unknown:
            break;
    }
    return false;
}

void diagnose_containers(const mail::view& message, findings& found) {
    if (!found.wants(transfer_encoding_wrong)) return;
    const std::vector<mail::part>& parts = message.parts();
    std::vector<std::string_view> eight_bit(parts.size());  // the first such octets that something inside declares
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!has_content(parts[i])) continue;
        const auto declared = written_encoding(read_content_header(parts[i].head));
        if (!declared || (*declared != "8bit" && *declared != "binary")) continue;
        const auto where = from_eight_bit_on(parts[i].body);
        for (std::size_t at = i; where && at != 0 && eight_bit[parts[at].parent].empty(); at = parts[at].parent)
            eight_bit[parts[at].parent] = *where;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (eight_bit[i].empty()) continue;
        if (written_encoding(read_content_header(parts[i].head)) == "7bit")
            found.add(transfer_encoding_wrong, name_of(parts[i]) + ": declared 7bit", eight_bit[i]);
    }
}

void diagnose_octets(const mail::view& message, const circumstances& sent, findings& found) {
    if (sent.binary) return;
    const std::string_view body = message.bytes().substr(message.body_offset());
    if (const std::size_t nul = body.find('\0'); nul != std::string_view::npos)
        found.add(nul_in_body, name_of(part_around(message.parts(), body.data() + nul)), body.substr(nul));
    if (sent.eight_bit) return;
    if (const auto where = from_eight_bit_on(body))
        found.add(eight_bit_without_8bitmime, name_of(part_around(message.parts(), where->data())), *where);
}

}  // namespace mocksmtp::diagnosis
