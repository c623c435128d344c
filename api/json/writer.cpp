#include "api/json/writer.hpp"

#include <cstdint>
#include <cstring>

#include "api/json/value.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;

namespace {

bool stands_for_itself(char c) { return c >= ' ' && c != '"' && c != '\\' && static_cast<unsigned char>(c) < 0x80; }

// Whether each of the eight octets stands for itself; sometimes false where they do.
bool all_plain(const char* eight) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = ones * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    const auto some_zero = [](std::uint64_t octets) { return (octets - ones) & ~octets & tops; };
    const auto below_blank = (word - ones * ' ') & ~word & tops;
    return ((word & tops) | below_blank | some_zero(word ^ (ones * '"')) | some_zero(word ^ (ones * '\\'))) == 0;
}

// How many octets, from the first on, can be copied as they are.
std::size_t plain_length(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at >= 8 && all_plain(bytes.data() + at)) {
            at += 8;
        } else if (stands_for_itself(bytes[at])) {
            ++at;
        } else if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            return at;
        } else {
            const auto length = base::utf8_length(bytes.substr(at));
            if (length == 0) return at;
            at += length;
        }
    }
    return at;
}

// RFC 8259 section 7.
void append_escaped(std::string& to, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::string_view short_forms = "btn.fr";  // of U+0008 to U+000D; U+000B has none
    to += '\\';
    if (c == '"' || c == '\\') {
        to += c;
    } else if (c >= '\b' && c <= '\r' && c != '\v') {
        to += short_forms[static_cast<std::size_t>(c - '\b')];
    } else {
        to += "u00";
        to += digits[static_cast<std::size_t>(c) >> 4];
        to += digits[static_cast<std::size_t>(c) & 15];
    }
}

}  // namespace

void writer::key(std::string_view name) {
    add_text(name);
    to_ += ':';
}

void writer::separate() {
    if (to_.size() == start_) return;
    const char last = to_.back();
    if (last != '{' && last != '[' && last != ':') to_ += ',';
}

void writer::open(char bracket) {
    separate();
    to_ += bracket;
}

void writer::add_text(std::string_view bytes) {
    separate();
    const std::size_t begin = to_.size();
    auto length = plain_length(bytes);
    to_.resize(begin + length + 1);
    to_[begin] = '"';
    bytes.copy(to_.data() + begin + 1, length);
    for (auto rest = bytes.substr(length); !rest.empty(); rest.remove_prefix(length)) {
        if (static_cast<unsigned char>(rest.front()) >= 0x80) {  // no UTF-8: one place decides what that looks like
            to_.resize(begin);
            to_ += dump(value(std::string(bytes)));
            return;
        }
        append_escaped(to_, rest.front());
        rest.remove_prefix(1);
        length = plain_length(rest);
        to_ += rest.substr(0, length);
    }
    to_ += '"';
}

}  // namespace api::json
