#include "mocksmtp/mail/header.hpp"

#include <algorithm>
#include <type_traits>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/encoded_word.hpp"

namespace mocksmtp::mail {
namespace {

struct line {
    std::string_view text;  // without its line end, CRs in front of the LF included
    std::size_t next = 0;   // where the following line begins
};

line line_at(std::string_view bytes, std::size_t start) {
    const std::size_t lf = bytes.find('\n', start);
    std::size_t end = lf == std::string_view::npos ? bytes.size() : lf;
    const std::size_t next = lf == std::string_view::npos ? bytes.size() : lf + 1;
    while (lf != std::string_view::npos && end > start && bytes[end - 1] == '\r') --end;
    return {bytes.substr(start, end - start), next};
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where the first field may begin: behind the "From " line that mbox files put in front of a message.
std::size_t start_of_fields(std::string_view bytes) {
    if (!bytes.starts_with("From ")) return 0;
    const std::size_t second = line_at(bytes, 0).next;
    return field_name_length(line_at(bytes, second).text) > 0 ? second : 0;
}

// Shows each field to `visit` until that answers false; gives the offset of the body, or of the line behind the last
// field visited.
template <class ending, class visitor>
std::size_t walk_fields(std::string_view bytes, const ending& ends_here, visitor visit) {
    std::size_t at = start_of_fields(bytes);
    while (at < bytes.size()) {
        line current = line_at(bytes, at);
        if constexpr (!std::is_null_pointer_v<ending>) {
            if (current.text.starts_with("--") && ends_here && ends_here(current.text)) return at;
        }
        if (current.text.empty()) return current.next;
        const std::size_t length = field_name_length(current.text);
        if (length == 0) return at;
        const std::size_t value = bytes.find(':', at + length) + 1;
        std::size_t end = at + current.text.size();
        std::size_t next = current.next;
        while (next < bytes.size() && is_blank(bytes[next])) {
            current = line_at(bytes, next);
            end = next + current.text.size();
            next = current.next;
        }
        if (!visit(header_field{bytes.substr(at, length), bytes.substr(value, end - value), at})) return next;
        at = next;
    }
    return bytes.size();
}

}  // namespace

std::size_t field_name_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && text[length] > ' ' && text[length] < '\x7F' && text[length] != ':') ++length;
    std::size_t colon = length;
    while (colon < text.size() && is_blank(text[colon])) ++colon;
    return colon < text.size() && text[colon] == ':' ? length : 0;
}

header_block read_headers(std::string_view bytes, const std::function<bool(std::string_view)>& ends_here) {
    header_block block;
    block.body_offset = walk_fields(bytes, ends_here, [&](const header_field& field) {
        block.fields.push_back(field);
        return true;
    });
    return block;
}

std::optional<header_field> find_header(std::string_view bytes, std::string_view name) {
    std::optional<header_field> found;
    walk_fields(bytes, nullptr, [&](const header_field& field) {
        if (base::iequals(field.name, name)) found = field;
        return !found;
    });
    return found;
}

header_block read_headers(std::string_view bytes) { return read_headers(bytes, nullptr); }

std::string unfold(std::string_view raw) {
    std::string value;
    value.reserve(raw.size());
    while (true) {
        const std::size_t lf = raw.find('\n');
        std::string_view text = raw.substr(0, lf);
        while (lf != std::string_view::npos && text.ends_with('\r')) text.remove_suffix(1);
        value += text;
        if (lf == std::string_view::npos) return value;
        raw.remove_prefix(lf + 1);
    }
}

std::string decode_value(const header_field& field) {
    if (field.raw.find('\n') == std::string_view::npos) return decode_encoded_words(base::trim(field.raw));
    return decode_encoded_words(base::trim(unfold(field.raw)));
}

}  // namespace mocksmtp::mail
