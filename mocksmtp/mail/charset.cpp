#include "mocksmtp/mail/charset.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset_converter.hpp"
#include "mocksmtp/mail/charset_names.hpp"
#include "mocksmtp/mail/charset_split.hpp"

namespace mocksmtp::mail {
namespace {

// Without a mark of its order UTF-16 is big-endian (RFC 2781 section 4.3), and under its older names, which are those
// of Windows, little-endian (WHATWG Encoding Standard section 4.2). iconv would take the machine's.
std::string with_byte_order(std::string name, std::string_view bytes) {
    using namespace std::string_view_literals;
    const bool marked16 = bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\xFF\xFE"sv);
    const bool marked32 = bytes.starts_with("\0\0\xFE\xFF"sv) || bytes.starts_with("\xFF\xFE\0\0"sv);
    if (name == "ucs-2") return marked16 ? "utf-16" : "utf-16le";
    if ((name == "utf-16" && !marked16) || (name == "utf-32" && !marked32)) name += "be";
    return name;
}

bool is_upper_control(char c) { return (static_cast<unsigned char>(c) & 0xE0) == 0x80; }

// What iconv's tables of that name are to be read with.
charset_manner manner_of(std::string_view name, std::string_view written) {
    constexpr std::array<std::string_view, 4> of_two_octets{"cp932", "cp949", "gb18030", "big5-hkscs"};
    constexpr std::array<std::string_view, 4> that_hold_back{"cp1255", "cp1258", "tcvn", "big5-hkscs"};
    charset_manner how{.keeps_controls = has_upper_controls(written), .has_euro = name == "gb18030"};
    if (name.starts_with("utf-16") || name.starts_with("utf16") || name.starts_with("ucs-2")) how.width = 2;
    if (name.starts_with("utf-32") || name.starts_with("utf32") || name.starts_with("ucs-4")) how.width = 4;
    how.spares_ascii = std::ranges::find(of_two_octets, name) != of_two_octets.end();
    if (how.spares_ascii) {
        how.width = 2;
        how.no_leads = name == "cp932" ? "\x80\xA0\xFD\xFE\xFF" : "\x80\xFF";
    }
    how.holds_back = std::ranges::find(that_hold_back, name) != that_hold_back.end();
    return how;
}

decoded_text decode_other(std::string_view bytes, const std::string& name, std::string_view written) {
    if (auto split = decode_split_charset(bytes, name)) return std::move(*split);
    charset_converter from(name, manner_of(name, written));
    return from.known() ? from.convert(bytes) : decoded_text{.charset_known = false};
}

// Length of what Unicode calls the maximal subpart: how much of the beginning could still have become a character.
std::size_t ill_formed_length(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned lead = at(0);
    if (lead < 0xC2 || lead > 0xF4) return 1;
    const std::size_t whole = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    std::size_t length = 1;
    if (bytes.size() > 1 && at(1) >= lowest && at(1) <= highest) {
        length = 2;
        while (length < whole && length < bytes.size() && at(length) >= 0x80 && at(length) <= 0xBF) ++length;
    }
    return length;
}

std::optional<std::size_t> first_ill_formed(std::string_view bytes) {
    if (base::is_utf8(bytes)) return std::nullopt;
    std::size_t at = 0;
    while (const std::size_t length = base::utf8_length(bytes.substr(at))) at += length;
    return at;
}

decoded_text decode_utf8(std::string_view bytes) {
    decoded_text result;
    result.lossy_at = first_ill_formed(bytes).value_or(bytes.size());
    result.lossy = result.lossy_at < bytes.size();
    result.text = result.lossy ? repair_utf8(bytes) : std::string(bytes);
    return result;
}

}  // namespace

std::string repair_utf8(std::string_view bytes) {
    if (base::is_utf8(bytes)) return std::string(bytes);
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t good = base::utf8_length(bytes);
        if (good != 0) {
            text += bytes.substr(0, good);
            bytes.remove_prefix(good);
        } else {
            text += replacement_character;
            bytes.remove_prefix(ill_formed_length(bytes));
        }
    }
    return text;
}

decoded_text decode_charset(std::string_view bytes, std::string_view charset) {
    const std::string name = with_byte_order(canonical_charset(charset), bytes);
    if (is_utf8_name(name)) return decode_utf8(bytes);
    if (is_charset_name(name)) {
        decoded_text result = decode_other(bytes, name, charset);
        // Some of glibc's tables can name code points that UTF-8 may not carry.
        if (!base::is_utf8(result.text)) result = {repair_utf8(result.text), true, true, 0};
        if (result.charset_known) return result;
    }
    decoded_text result = decode_utf8(bytes);
    result.charset_known = false;
    return result;
}

bool knows_charset(std::string_view charset) {
    const std::string name = canonical_charset(charset);
    return is_utf8_name(name) || (is_charset_name(name) && charset_converter(name, {}).known());
}

std::optional<std::size_t> first_undecodable(std::string_view bytes, std::string_view charset) {
    const std::string name = canonical_charset(charset);
    if (is_utf8_name(name) && base::is_ascii(bytes)) return std::nullopt;
    if (is_ascii_name(name)) {
        const auto above = [](char c) { return static_cast<unsigned char>(c) > 127; };
        return static_cast<std::size_t>(std::ranges::find_if(bytes, above) - bytes.begin());
    }
    if (is_utf8_name(name)) return first_ill_formed(bytes);
    const decoded_text decoded = decode_charset(bytes, name);
    if (!decoded.charset_known) return std::nullopt;
    std::size_t at = decoded.lossy ? decoded.lossy_at : bytes.size();
    if (has_upper_controls(charset))
        at = std::min(at, static_cast<std::size_t>(std::ranges::find_if(bytes, is_upper_control) - bytes.begin()));
    return decoded.lossy || at < bytes.size() ? std::optional(at) : std::nullopt;
}

}  // namespace mocksmtp::mail
