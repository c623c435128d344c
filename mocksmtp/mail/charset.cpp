#include "mocksmtp/mail/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct alias {
    std::string_view seen;
    std::string_view meant;
};

// Names that mailers write and glibc does not know, or takes for less than they mean by them: the yen sign of JIS in
// place of the backslash, the first edition of a standard, controls in place of the quotation marks of Windows (WHATWG
// Encoding Standard section 4.2).
constexpr std::array aliases{
    alias{"unicode-1-1-utf-8", "utf-8"},
    alias{"unicode-1-1-utf-7", "utf-7"},
    alias{"x-utf-8", "utf-8"},
    alias{"x-sjis", "cp932"},
    alias{"shift_jis", "cp932"},
    alias{"shift-jis", "cp932"},
    alias{"sjis", "cp932"},
    alias{"ms_kanji", "cp932"},
    alias{"csshiftjis", "cp932"},
    alias{"x-euc-jp", "euc-jp"},
    alias{"gb2312", "gb18030"},
    alias{"csgb2312", "gb18030"},
    alias{"gb_2312-80", "gb18030"},
    alias{"euc-cn", "gb18030"},
    alias{"gbk", "gb18030"},
    alias{"x-gbk", "gb18030"},
    alias{"chinese", "gb18030"},
    alias{"x-big5", "big5"},
    alias{"x-mac-roman", "macintosh"},
    alias{"euc-kr", "cp949"},
    alias{"cseuckr", "cp949"},
    alias{"ks_c_5601-1987", "cp949"},
    alias{"ks_c_5601-1989", "cp949"},
    alias{"ksc_5601", "cp949"},
    alias{"ksc5601", "cp949"},
    alias{"korean", "cp949"},
    alias{"windows-949", "cp949"},
    alias{"iso-8859-1", "cp1252"},
    alias{"iso8859-1", "cp1252"},
    alias{"iso_8859-1", "cp1252"},
    alias{"latin1", "cp1252"},
    alias{"l1", "cp1252"},
    alias{"iso-8859-9", "cp1254"},
    alias{"iso8859-9", "cp1254"},
    alias{"latin5", "cp1254"},
    alias{"iso-8859-11", "cp874"},
    alias{"tis-620", "cp874"},
    alias{"iso-8859-6-i", "iso-8859-6"},
    alias{"iso-8859-6-e", "iso-8859-6"},
    alias{"iso-8859-8-i", "iso-8859-8"},
    alias{"iso-8859-8-e", "iso-8859-8"},
    alias{"utf16", "utf-16"},
    alias{"utf32", "utf-32"},
    alias{"iso-10646-ucs-2", "utf-16"},
};

std::string canonical_name(std::string_view charset) {
    std::string name = base::to_lower(base::trim(charset));
    const auto* known = std::ranges::find(aliases, name, &alias::seen);
    return known == aliases.end() ? name : std::string(known->meant);
}

// RFC 2781 section 4.3: without a mark of its order it is big-endian. iconv would take the machine's.
std::string with_byte_order(std::string name, std::string_view bytes) {
    using namespace std::string_view_literals;
    const bool marked16 = bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\xFF\xFE"sv);
    const bool marked32 = bytes.starts_with("\0\0\xFE\xFF"sv) || bytes.starts_with("\xFF\xFE\0\0"sv);
    if ((name == "utf-16" && !marked16) || (name == "utf-32" && !marked32)) name += "be";
    return name;
}

// iconv takes more than charset names: "" is the locale's, "//TRANSLIT" an instruction, "wchar_t" and
// "internal" the machine's own layout. None of these may come from a mail.
bool is_charset_name(std::string_view name) {
    constexpr std::size_t longest = 64;
    if (name.empty() || name.size() > longest || name == "wchar_t" || name == "internal" || name == "char")
        return false;
    return std::ranges::all_of(name, [](char c) {
        return base::is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
    });
}

bool is_ascii_name(std::string_view name) {
    constexpr std::array<std::string_view, 4> names{"us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us"};
    return std::ranges::find(names, name) != names.end();
}

// ISO 8859 has nothing but controls in 128 to 159, and no text is in need of these.
bool has_upper_controls(std::string_view written) {
    const std::string name = base::to_lower(base::trim(written));
    return name.starts_with("iso-8859-") || name.starts_with("iso8859-") || name.starts_with("iso_8859-") ||
           name == "latin1" || name == "l1" || name == "latin5" || name == "tis-620";
}

bool is_upper_control(char c) { return (static_cast<unsigned char>(c) & 0xE0) == 0x80; }

bool is_utf8_name(std::string_view name) { return name == "utf-8" || name == "utf8" || is_ascii_name(name); }

// How far to step over something undecodable, so that wide charsets stay aligned.
std::size_t unit_of(std::string_view name) {
    if (name.starts_with("utf-16") || name.starts_with("utf16") || name.starts_with("ucs-2")) return 2;
    if (name.starts_with("utf-32") || name.starts_with("utf32") || name.starts_with("ucs-4")) return 4;
    return 1;
}

class converter {
public:
    explicit converter(const std::string& charset) : handle_(iconv_open("UTF-8", charset.c_str())) {}
    ~converter() {
        if (known()) iconv_close(handle_);
    }
    converter(const converter&) = delete;
    converter& operator=(const converter&) = delete;

    bool known() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }
    decoded_text convert(std::string_view bytes, std::size_t unit, bool keeps_controls);

private:
    iconv_t handle_;
};

// With `keeps_controls` an octet of 128 to 159 that has no character is the control of that number.
decoded_text converter::convert(std::string_view bytes, std::size_t unit, bool keeps_controls) {
    constexpr std::size_t piece = 8192;
    std::array<char, piece> out{};
    decoded_text result;
    char* in = const_cast<char*>(bytes.data());  // iconv's signature is older than const; it does not write
    std::size_t left = bytes.size();
    bool flushing = false;  // stateful charsets may hold back a character until they are told it is over
    while (true) {
        const std::size_t left_before = left;
        char* to = out.data();
        std::size_t room = out.size();
        const std::size_t status = iconv(handle_, flushing ? nullptr : &in, flushing ? nullptr : &left, &to, &room);
        const int problem = status == static_cast<std::size_t>(-1) ? errno : 0;
        result.text.append(out.data(), to);
        if (problem == 0 && flushing) return result;
        if (problem == 0) {
            flushing = true;
            continue;
        }
        const bool moved = left != left_before || to != out.data();
        if (problem == E2BIG && moved) continue;
        if (keeps_controls && problem == EILSEQ && !flushing && is_upper_control(*in)) {
            result.text += {'\xC2', *in};
            ++in;
            --left;
            continue;
        }
        if (!result.lossy) result.lossy_at = bytes.size() - left;
        result.lossy = true;
        result.text += replacement;
        if (flushing) return result;
        const std::size_t skipped = problem == EINVAL ? left : std::min(unit, left);  // EINVAL: cut short at the end
        in += skipped;
        left -= skipped;
    }
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
            text += replacement;
            bytes.remove_prefix(ill_formed_length(bytes));
        }
    }
    return text;
}

decoded_text decode_charset(std::string_view bytes, std::string_view charset) {
    const std::string name = with_byte_order(canonical_name(charset), bytes);
    if (is_utf8_name(name)) return decode_utf8(bytes);
    if (is_charset_name(name)) {
        if (converter from(name); from.known()) {
            decoded_text result = from.convert(bytes, unit_of(name), has_upper_controls(charset));
            // Some of glibc's tables can name code points that UTF-8 may not carry.
            if (!base::is_utf8(result.text)) result = {repair_utf8(result.text), true, true, 0};
            return result;
        }
    }
    decoded_text result = decode_utf8(bytes);
    result.charset_known = false;
    return result;
}

bool knows_charset(std::string_view charset) {
    const std::string name = canonical_name(charset);
    return is_utf8_name(name) || (is_charset_name(name) && converter(name).known());
}

std::optional<std::size_t> first_undecodable(std::string_view bytes, std::string_view charset) {
    const std::string name = canonical_name(charset);
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
