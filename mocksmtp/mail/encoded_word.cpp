#include "mocksmtp/mail/encoded_word.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::mail {
namespace {

struct octets_of_word {
    std::string_view charset;
    std::string bytes;
    std::size_t length = 0;  // of the word as written
};

std::optional<std::string> decode_q(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '_') {
            bytes += ' ';
        } else if (text[i] != '=') {
            bytes += text[i];
        } else {
            const std::optional<char> octet = hex_octet(text.substr(i + 1, 2));
            if (!octet) return std::nullopt;
            bytes += *octet;
            i += 2;
        }
    }
    return bytes;
}

std::optional<std::string> decode_b(std::string_view text) {
    const bool in_alphabet = std::ranges::all_of(text, [](char c) {
        return base::is_alphanumeric(c) || c == '+' || c == '/' || c == '=' || c == ' ' || c == '\t';
    });
    if (!in_alphabet) return std::nullopt;
    return base::decode_base64_leniently(text).bytes;
}

std::optional<octets_of_word> read_word(std::string_view text) {
    const std::optional<encoded_word> word = read_encoded_word(text);
    if (!word || !word->closed || word->charset.empty()) return std::nullopt;
    std::optional<std::string> bytes = decode_payload(*word);
    if (!bytes) return std::nullopt;
    return octets_of_word{word->charset, std::move(*bytes), word->length};
}

// Puts the decoded value together: plain text, and runs of neighbouring words in one charset.
class assembler {
public:
    void add_text(std::string_view text) {
        if (text.empty()) return;
        finish_run();
        value_ += repair_utf8(text);
        after_word_ = false;
    }

    // `gap` is the white space in front of the word; `source` is the word as written, right behind the gap.
    void add_word(const octets_of_word& word, std::string_view gap, std::string_view source) {
        if (in_run_ && base::iequals(word.charset, charset_)) {
            if (base::istarts_with(charset_, "iso-2022-jp")) bytes_ += to_ascii;
            bytes_ += word.bytes;
            source_ += gap;
            source_ += source;
            return;
        }
        finish_run();
        in_run_ = true;
        gap_ = gap;
        charset_ = word.charset;
        bytes_ = word.bytes;
        source_ = source;
    }

    std::string finish() {
        finish_run();
        return std::move(value_);
    }

private:
    void finish_run() {
        if (!in_run_) return;
        const decoded_text decoded = decode_charset(bytes_, charset_);
        // RFC 2047 section 6.2: white space between two encoded words is not shown, any other is.
        if (!after_word_ || !decoded.charset_known) value_ += gap_;
        value_ += decoded.charset_known ? decoded.text : repair_utf8(source_);
        after_word_ = decoded.charset_known;
        in_run_ = false;
    }

    static constexpr std::string_view to_ascii = "\x1B(B";  // RFC 2047 section 3: in which each word begins

    std::string value_;
    bool after_word_ = false;  // was the last thing in value_ a decoded word?
    bool in_run_ = false;
    std::string_view gap_;
    std::string_view charset_;
    std::string bytes_;
    std::string source_;
};

}  // namespace

std::optional<encoded_word> read_encoded_word(std::string_view text) {
    const auto ends_charset = [](char c) { return c == '?' || c <= ' ' || c == '\x7F'; };
    const auto* charset_end = std::find_if(text.begin() + 2, text.end(), ends_charset);
    const std::size_t after_charset = static_cast<std::size_t>(charset_end - text.begin());
    if (after_charset + 2 >= text.size() || text[after_charset] != '?' || text[after_charset + 2] != '?') return {};
    const std::string_view named = text.substr(2, after_charset - 2);
    const std::size_t begin = after_charset + 3;
    const std::size_t end = std::min(text.find('?', begin), text.size());
    encoded_word word{named.substr(0, named.find('*')), base::to_lower(text[after_charset + 1]),
                      text.substr(begin, end - begin), end};
    word.closed = text.substr(end).starts_with("?=");
    if (word.closed) word.length += 2;
    return word;
}

std::optional<std::string> decode_payload(const encoded_word& word) {
    if (word.encoding == 'q') return decode_q(word.payload);
    return word.encoding == 'b' ? decode_b(word.payload) : std::nullopt;
}

std::string decode_encoded_words(std::string_view value) {
    if (value.find("=?") == std::string_view::npos) return repair_utf8(value);
    assembler result;
    std::size_t done = 0;
    std::size_t from = 0;
    bool behind_word = false;
    while (true) {
        const std::size_t start = value.find("=?", from);
        if (start == std::string_view::npos) break;
        const std::optional<octets_of_word> word = read_word(value.substr(start));
        if (!word) {
            from = start + 1;
            continue;
        }
        const std::string_view between = value.substr(done, start - done);
        const std::string_view source = value.substr(start, word->length);
        if (behind_word && base::trim(between).empty()) {
            result.add_word(*word, between, source);
        } else {
            result.add_text(between);
            result.add_word(*word, {}, source);
        }
        behind_word = true;
        done = from = start + word->length;
    }
    result.add_text(value.substr(done));
    return result.finish();
}

}  // namespace mocksmtp::mail
