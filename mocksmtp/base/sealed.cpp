#include "mocksmtp/base/sealed.hpp"

#include <algorithm>
#include <charconv>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::base {

namespace {

using namespace std::string_view_literals;

constexpr auto front = "\0sealed "sv;
constexpr std::size_t digits = 64;  // of a SHA-256
constexpr char no_text = '\xff';

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

}  // namespace

std::string seal(const sealed& what) {
    std::string made(front);
    made += what.sha256 + " " + std::to_string(what.length);
    if (!what.text) made += no_text;
    return made;
}

std::optional<sealed> unseal(std::string_view bytes) {
    if (!bytes.starts_with(front)) return std::nullopt;
    bytes.remove_prefix(front.size());
    sealed made{.text = !bytes.ends_with(no_text)};
    if (!made.text) bytes.remove_suffix(1);
    made.sha256 = bytes.substr(0, bytes.find(' '));
    bytes.remove_prefix(made.sha256.size());
    if (bytes.empty() || (!made.sha256.empty() && made.sha256.size() != digits)) return std::nullopt;
    if (!std::ranges::all_of(made.sha256, is_hex)) return std::nullopt;
    const auto length = bytes.substr(1);
    const auto [end, failed] = std::from_chars(length.data(), length.data() + length.size(), made.length);
    if (failed != std::errc{} || end != length.data() + length.size()) return std::nullopt;
    return made;
}

sealed fingerprint(std::string_view secret) {
    if (auto known = unseal(secret)) return *known;
    return {.sha256 = hex(digest(hash::sha256, secret)), .length = secret.size()};
}

}  // namespace mocksmtp::base
