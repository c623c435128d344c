#include "mocksmtp/mail/charset_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

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
    alias{"unicode11utf8", "utf-8"},
    alias{"unicode20utf8", "utf-8"},
    alias{"x-unicode20utf8", "utf-8"},
    alias{"x-sjis", "cp932"},
    alias{"shift_jis", "cp932"},
    alias{"shift-jis", "cp932"},
    alias{"sjis", "cp932"},
    alias{"ms_kanji", "cp932"},
    alias{"csshiftjis", "cp932"},
    alias{"x-euc-jp", "euc-jp"},
    alias{"eucjp", "euc-jp"},
    alias{"ujis", "euc-jp"},
    alias{"cseucpkdfmtjapanese", "euc-jp"},
    alias{"csiso2022jp", "iso-2022-jp"},
    alias{"iso2022jp", "iso-2022-jp"},
    alias{"gb2312", "gb18030"},
    alias{"csgb2312", "gb18030"},
    alias{"gb_2312", "gb18030"},
    alias{"gb_2312-80", "gb18030"},
    alias{"csiso58gb231280", "gb18030"},
    alias{"iso-ir-58", "gb18030"},
    alias{"euc-cn", "gb18030"},
    alias{"gbk", "gb18030"},
    alias{"x-gbk", "gb18030"},
    alias{"chinese", "gb18030"},
    alias{"x-big5", "big5"},
    alias{"x-x-big5", "big5"},
    alias{"csbig5", "big5"},
    alias{"cn-big5", "big5"},
    alias{"x-mac-roman", "macintosh"},
    alias{"x-mac-cyrillic", "mac-cyrillic"},
    alias{"x-mac-ukrainian", "mac-cyrillic"},
    alias{"koi", "koi8-r"},
    alias{"koi8", "koi8-r"},
    alias{"koi8_r", "koi8-r"},
    alias{"koi8-ru", "koi8-u"},
    alias{"euc-kr", "cp949"},
    alias{"cseuckr", "cp949"},
    alias{"csksc56011987", "cp949"},
    alias{"iso-ir-149", "cp949"},
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
    alias{"dos-874", "cp874"},
    alias{"csisolatin9", "iso-8859-15"},
    alias{"l9", "iso-8859-15"},
    alias{"sun_eu_greek", "iso-8859-7"},
    alias{"iso-8859-6-i", "iso-8859-6"},
    alias{"iso-8859-6-e", "iso-8859-6"},
    alias{"iso-8859-8-i", "iso-8859-8"},
    alias{"iso-8859-8-e", "iso-8859-8"},
    alias{"csiso88596e", "iso-8859-6"},
    alias{"csiso88596i", "iso-8859-6"},
    alias{"csiso88598e", "iso-8859-8"},
    alias{"csiso88598i", "iso-8859-8"},
    alias{"logical", "iso-8859-8"},
    alias{"visual", "iso-8859-8"},
    alias{"utf16", "utf-16"},
    alias{"utf32", "utf-32"},
    alias{"iso-10646-ucs-2", "ucs-2"},
    alias{"csunicode", "ucs-2"},
    alias{"ucs2", "ucs-2"},
    alias{"unicode", "ucs-2"},
    alias{"unicodefeff", "utf-16le"},
    alias{"unicodefffe", "utf-16be"},
};

}  // namespace

std::string canonical_charset(std::string_view written) {
    constexpr std::array<std::string_view, 2> prefixes_of_windows{"x-cp125", "windows-125"};
    std::string name = base::to_lower(base::trim(written));
    for (const std::string_view prefix : prefixes_of_windows)
        if (name.starts_with(prefix)) return "cp125" + name.substr(prefix.size());
    const auto* known = std::ranges::find(aliases, name, &alias::seen);
    return known == aliases.end() ? name : std::string(known->meant);
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

bool is_utf8_name(std::string_view name) { return name == "utf-8" || name == "utf8" || is_ascii_name(name); }

}  // namespace mocksmtp::mail
