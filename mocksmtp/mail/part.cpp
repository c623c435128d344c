#include "mocksmtp/mail/part.hpp"

#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/encoded_word.hpp"
#include "mocksmtp/mail/flowed.hpp"
#include "mocksmtp/mail/header.hpp"
#include "mocksmtp/mail/html_charset.hpp"
#include "mocksmtp/mail/message_ids.hpp"

namespace mocksmtp::mail {
namespace {

// RFC 2045 section 5.2: what cannot be read as a type counts as if it were missing.
bool is_type(std::string_view value) {
    const std::size_t slash = value.find('/');
    return slash != 0 && slash != std::string_view::npos && slash + 1 < value.size() &&
           value.find('/', slash + 1) == std::string_view::npos;
}

// RFC 2045 section 7: comments may stand around it. One that lacks a bracket is forgiven.
std::string without_angles(std::string_view value) {
    if (const auto ids = parse_message_ids(value); !ids.empty()) return ids.front().substr(1, ids.front().size() - 2);
    value = base::trim(value);
    if (value.starts_with('<')) value.remove_prefix(1);
    if (value.ends_with('>')) value.remove_suffix(1);
    return repair_utf8(value);
}

// What the parameter says comes first (RFC 2854 section 6).
std::string charset_of(const part& one, std::string_view content) {
    constexpr std::string_view otherwise = "us-ascii";
    if (const std::string* named = one.type.find("charset")) return *named;
    return one.type.value == "text/html" ? html_charset(content).value_or(std::string(otherwise))
                                         : std::string(otherwise);
}

std::string with_lf(std::string text) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        text[kept++] = text[i];
    }
    text.resize(kept);
    return text;
}

}  // namespace

part describe_part(std::string_view head, std::string_view default_type) {
    part described;
    described.head = head;
    bool encoding_seen = false;
    for (const header_field& field : read_headers(head).fields) {  // of duplicates the first counts
        if (!base::istarts_with(field.name, "content-")) continue;
        const std::string name = base::to_lower(field.name);
        if (name == "content-type" && described.type.value.empty()) {
            described.type = parse_parameters(unfold(field.raw));
        } else if (name == "content-disposition" && !described.disposition) {
            described.disposition = parse_parameters(unfold(field.raw));
        } else if (name == "content-id" && !described.id) {
            described.id = without_angles(unfold(field.raw));
        } else if (name == "content-transfer-encoding" && !std::exchange(encoding_seen, true)) {
            described.encoding = parse_transfer_encoding(unfold(field.raw));
        }
    }
    if (!is_type(described.type.value)) described.type.value = default_type;
    return described;
}

bool holds_message(const part& one) {
    const bool message = one.type.value == "message/rfc822" || one.type.value == "message/global";
    return message && one.encoding == transfer_encoding::identity;
}

bool is_delivery_status(const part& one) {
    return one.type.value == "message/delivery-status" || one.type.value == "message/global-delivery-status";
}

bool is_attachment(const part& of) { return of.disposition && of.disposition->value == "attachment"; }

std::string decode_content(const part& of) { return decode_transfer(of.body, of.encoding); }

std::optional<std::string> file_name(const part& of) {
    const parameter* written = of.disposition ? of.disposition->find_parameter("filename") : nullptr;
    if (written == nullptr) written = of.type.find_parameter("name");
    if (written == nullptr) return std::nullopt;
    // RFC 2231 decodes it once already.
    return written->extended ? written->value : decode_encoded_words(written->value);
}

decoded_body decode_body(const part& of) {
    const std::string content = decode_content(of);
    decoded_text decoded = decode_charset(content, charset_of(of, content));
    if (decoded.text.starts_with(utf8_mark)) decoded.text.erase(0, utf8_mark.size());
    std::string text = with_lf(std::move(decoded.text));
    const std::string* format = of.type.find("format");
    if (of.type.value == "text/plain" && format != nullptr && base::iequals(*format, "flowed")) {
        const std::string* delsp = of.type.find("delsp");
        text = unflow(text, delsp != nullptr && base::iequals(*delsp, "yes"));
    }
    return {std::move(text), decoded.charset_known, decoded.lossy};
}

}  // namespace mocksmtp::mail
