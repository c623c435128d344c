#include "mocksmtp/base/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::base {

namespace {

// OpenSSL counts in int; these are well below that, and whole groups of 3 octets and 4 characters.
constexpr std::size_t octets_at_once = 3 << 20;
constexpr std::size_t characters_at_once = 4 << 20;

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text, std::size_t at) { return reinterpret_cast<unsigned char*>(text.data() + at); }

bool is_base64_character(char c) { return is_alphanumeric(c) || c == '+' || c == '/'; }

// Whole groups of four, OpenSSL's idea of base64; the octets that stand for padding are left out.
std::optional<std::string> decode_groups(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string bytes(text.size() / 4 * 3, '\0');
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); at += characters_at_once) {
        const std::string_view part = text.substr(at, characters_at_once);
        const int decoded = EVP_DecodeBlock(octets(bytes, done), octets(part), static_cast<int>(part.size()));
        if (decoded < 0) return std::nullopt;
        done += static_cast<std::size_t>(decoded);
    }
    bytes.resize(done - std::min(done, padding));
    return bytes;
}

// Decodes the characters gathered since the last padding and forgets them; false if one was left over.
bool decode_run(std::string& run, std::string& bytes) {
    const bool whole = run.size() % 4 != 1;
    if (!whole) run.pop_back();
    run.resize((run.size() + 3) / 4 * 4, '=');
    if (const auto decoded = decode_groups(run)) bytes += *decoded;
    run.clear();
    return whole;
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '\0');
    std::size_t done = 0;
    for (std::size_t at = 0; at < bytes.size(); at += octets_at_once) {
        const std::string_view part = bytes.substr(at, octets_at_once);
        const int encoded = EVP_EncodeBlock(octets(text, done), octets(part), static_cast<int>(part.size()));
        done += static_cast<std::size_t>(encoded);
    }
    return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
    // OpenSSL accepts "====", inner padding and blanks; only what encodes back to the same text is canonical.
    auto bytes = decode_groups(text);
    if (bytes && encode_base64(*bytes) != text) return std::nullopt;
    return bytes;
}

lenient_base64 decode_base64_leniently(std::string_view text) {
    std::string run;
    run.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(run), [](char c) { return !is_space(c); });
    if (auto bytes = decode_base64(run)) return {.bytes = std::move(*bytes), .intact = true};

    lenient_base64 found{.bytes = {}, .intact = false};
    run.clear();
    for (const char c : text) {
        if (is_base64_character(c)) {
            run += c;
        } else if (c == '=') {
            decode_run(run, found.bytes);
        }
    }
    decode_run(run, found.bytes);
    return found;
}

std::optional<base64_flaw> find_base64_flaw(std::string_view text) {
    using enum base64_flaw::kind;
    std::size_t in_group = 0;
    std::size_t padding = 0;
    std::size_t last = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (is_space(c)) continue;
        if (c == '=') {
            ++padding;
            if (in_group < 2 || in_group + padding > 4) return base64_flaw{padding_inside, at};
        } else if (!is_base64_character(c)) {
            return base64_flaw{foreign_octet, at};
        } else if (padding > 0) {
            return base64_flaw{padding_inside, at};
        } else {
            in_group = (in_group + 1) % 4;
        }
        last = at;
    }
    if ((in_group + padding) % 4 != 0) return base64_flaw{cut_short, last};
    return std::nullopt;
}

}  // namespace mocksmtp::base
