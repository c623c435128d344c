#include "mocksmtp/sasl/der.hpp"

#include <cstddef>

namespace mocksmtp::sasl {

namespace {

constexpr std::size_t short_form_limit = 0x80;
constexpr std::size_t longest_length = 4;  // octets of a length; more would be beyond any line

unsigned octet(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

}  // namespace

std::optional<std::string_view> der_reader::take(unsigned char tag) {
    if (rest_.size() < 2 || octet(rest_, 0) != tag) return std::nullopt;
    std::size_t length = octet(rest_, 1);
    std::size_t header = 2;
    if (length >= short_form_limit) {
        const std::size_t octets = length - short_form_limit;
        if (octets == 0 || octets > longest_length || rest_.size() < header + octets) return std::nullopt;
        length = 0;
        for (; header < 2 + octets; ++header) length = length << 8 | octet(rest_, header);
    }
    if (rest_.size() - header < length) return std::nullopt;
    const std::string_view contents = rest_.substr(header, length);
    rest_.remove_prefix(header + length);
    return contents;
}

std::optional<std::string_view> der_reader::take(unsigned char tag, unsigned char inner) {
    const der_reader before = *this;
    if (const auto outer = take(tag)) {
        der_reader field(*outer);
        const auto contents = field.take(inner);
        if (contents && field.at_end()) return contents;
    }
    *this = before;
    return std::nullopt;
}

std::optional<std::int64_t> der_integer(std::string_view contents) {
    if (contents.empty() || contents.size() > sizeof(std::int64_t)) return std::nullopt;
    std::uint64_t value = octet(contents, 0) >= short_form_limit ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < contents.size(); ++i) value = value << 8 | octet(contents, i);
    return static_cast<std::int64_t>(value);
}

}  // namespace mocksmtp::sasl
