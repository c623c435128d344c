#include "mocksmtp/mail/charset_split.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset_converter.hpp"

namespace mocksmtp::mail {
namespace {

unsigned octet_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

struct split_character {
    std::size_t length = 0;   // octets that it takes up
    std::string octets = {};  // as the table has it; empty: the octets switch to another set
    bool rare = false;        // it is in the second of the two tables
};

// JIS X 0208, with what Microsoft and NEC added to it, is in iconv's code page 932 only.
constexpr const char* invalid_shift_jis = "\xFC\xFC";

split_character no_character(std::size_t length) { return {.length = length, .octets = invalid_shift_jis}; }

// `first` and `second` are 0x21 to 0x7E.
std::string shift_jis(unsigned first, unsigned second) {
    const unsigned row = first - 0x21;
    const unsigned cell = second - 0x21;
    const unsigned lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
    const unsigned trail = row % 2 == 1 ? cell + 0x9F : cell + (cell < 63 ? 0x40 : 0x41);
    return {static_cast<char>(lead), static_cast<char>(trail)};
}

bool is_graphic(unsigned octet) { return octet >= 0x21 && octet <= 0x7E; }

class japanese_splitter {
public:
    static constexpr const char* common = "cp932";
    static constexpr const char* rare = "iso-2022-jp-2";  // JIS X 0212, and the yen sign of JIS X 0201
    static constexpr charset_manner manner{.width = 2};

    explicit japanese_splitter(bool seven_bit) : seven_bit_(seven_bit) {}

    split_character next(std::string_view rest) {
        if (seven_bit_) return rest.front() == '\x1B' ? escape(rest) : of_set(rest);
        return of_euc(rest);
    }

private:
    enum class set { ascii, roman, kana, kanji, supplement };
    struct designation {
        std::string_view sequence;
        set to;
    };

    split_character escape(std::string_view rest) {
        // RFC 1468, RFC 2237, and JIS X 0201's half-width kana.
        constexpr std::array<designation, 6> known{{{"\x1B(B", set::ascii},
                                                    {"\x1B(J", set::roman},
                                                    {"\x1B(I", set::kana},
                                                    {"\x1B$@", set::kanji},
                                                    {"\x1B$B", set::kanji},
                                                    {"\x1B$(D", set::supplement}}};
        for (const designation& each : known) {
            if (each.sequence.starts_with(rest) && rest.size() < each.sequence.size()) return no_character(rest.size());
            if (!rest.starts_with(each.sequence)) continue;
            set_ = each.to;
            return {.length = each.sequence.size()};
        }
        return no_character(1);
    }

    split_character of_set(std::string_view rest) const {
        const unsigned first = octet_at(rest, 0);
        const unsigned second = octet_at(rest, 1);
        if (first > 0x7E) return no_character(1);
        if (set_ == set::ascii || !is_graphic(first)) return {.length = 1, .octets = {rest.front()}};
        if (set_ == set::roman) return of_roman(rest.front());
        if (set_ == set::kana) {
            if (first > 0x5F) return no_character(1);
            return {.length = 1, .octets = {static_cast<char>(first + 0x80)}};
        }
        if (!is_graphic(second)) return no_character(1);
        return of_two(2, first, second, set_ == set::supplement);
    }

    static split_character of_roman(char octet) {
        if (octet != '\\' && octet != '~') return {.length = 1, .octets = {octet}};
        return {.length = 1, .octets = std::string("\x1B(J") + octet, .rare = true};
    }

    static split_character of_euc(std::string_view rest) {
        constexpr unsigned one_octet = 0x8E;
        constexpr unsigned three_octets = 0x8F;
        const unsigned lead = octet_at(rest, 0);
        if (lead < 0x80) return {.length = 1, .octets = {rest.front()}};
        const unsigned second = octet_at(rest, 1);
        if (lead == one_octet && second > 0xA0 && second < 0xE0) return {.length = 2, .octets = {rest[1]}};
        if (lead == three_octets && is_graphic(second - 0x80) && is_graphic(octet_at(rest, 2) - 0x80))
            return of_two(3, second - 0x80, octet_at(rest, 2) - 0x80, true);
        if (is_graphic(lead - 0x80) && is_graphic(second - 0x80)) return of_two(2, lead - 0x80, second - 0x80, false);
        const bool leads = lead == one_octet || lead == three_octets || is_graphic(lead - 0x80);
        if (!leads || second < 0x80) return no_character(1);
        const bool has_third = lead == three_octets && is_graphic(second - 0x80) && octet_at(rest, 2) >= 0x80;
        return no_character(has_third ? 3 : 2);
    }

    static split_character of_two(std::size_t length, unsigned first, unsigned second, bool supplement) {
        if (!supplement) return {.length = length, .octets = shift_jis(first, second)};
        const std::string octets{static_cast<char>(first), static_cast<char>(second)};
        return {.length = length, .octets = "\x1B$(D" + octets, .rare = true};
    }

    bool seven_bit_;
    set set_ = set::ascii;
};

class big5_splitter {
public:
    static constexpr const char* common = "big5";
    static constexpr const char* rare = "big5-hkscs";  // of Hong Kong, and ETEN's kana
    static constexpr charset_manner manner{
        .width = 2, .spares_ascii = true, .no_leads = "\x80\xFF", .holds_back = true};

    static split_character next(std::string_view rest) {
        const unsigned lead = octet_at(rest, 0);
        const bool leads = lead > 0x80 && lead < 0xFF;
        const std::size_t length = std::min<std::size_t>(leads ? 2 : 1, rest.size());
        const unsigned both = lead * 0x100 + octet_at(rest, 1);
        const bool common_plane = !leads || (lead >= 0xA1 && lead < 0xFA && (both < 0xC6A1 || both > 0xC8FE));
        return {.length = length, .octets = std::string(rest.substr(0, length)), .rare = !common_plane};
    }
};

// Of the characters from there on, the one of which the octet is that is number `octet` as they are written anew.
template <class splitter>
std::size_t written_offset(splitter from, std::string_view rest, std::size_t octet) {
    std::size_t at = 0;
    std::size_t made = 0;
    while (at < rest.size()) {
        const split_character next = from.next(rest.substr(at));
        made += next.octets.size();
        if (made > octet) break;
        at += next.length;
    }
    return at;
}

template <class splitter>
class split_decoder {
public:
    explicit split_decoder(splitter from) : characters_(from), run_from_(from) {}

    decoded_text decode(std::string_view bytes) {
        result_.charset_known = common_.known() && rare_.known();
        if (!result_.charset_known) return std::move(result_);
        for (std::size_t at = 0; at < bytes.size();) {
            const splitter before = characters_;
            const split_character next = characters_.next(bytes.substr(at));
            if (!next.octets.empty() && next.rare != run_is_rare_) {
                convert_run(bytes);
                run_from_ = before;
                run_begin_ = at;
                run_is_rare_ = next.rare;
            }
            run_ += next.octets;
            at += next.length;
        }
        convert_run(bytes);
        return std::move(result_);
    }

private:
    void convert_run(std::string_view bytes) {
        const decoded_text made = (run_is_rare_ ? rare_ : common_).convert(run_);
        run_.clear();
        result_.text += made.text;
        if (made.lossy && !result_.lossy)
            result_.lossy_at = run_begin_ + written_offset(run_from_, bytes.substr(run_begin_), made.lossy_at);
        result_.lossy = result_.lossy || made.lossy;
    }

    charset_converter common_{splitter::common, splitter::manner};
    charset_converter rare_{splitter::rare, splitter::manner};
    decoded_text result_;
    splitter characters_;
    splitter run_from_;  // as it was in front of the run
    std::size_t run_begin_ = 0;
    std::string run_;  // characters of one table, as that has them
    bool run_is_rare_ = false;
};

}  // namespace

std::optional<decoded_text> decode_split_charset(std::string_view bytes, std::string_view canonical) {
    if (canonical == "euc-jp") return split_decoder(japanese_splitter(false)).decode(bytes);
    if (canonical == "iso-2022-jp") return split_decoder(japanese_splitter(true)).decode(bytes);
    if (canonical == "big5") return split_decoder(big5_splitter()).decode(bytes);
    return std::nullopt;
}

}  // namespace mocksmtp::mail
