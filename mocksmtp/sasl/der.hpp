// A reader of DER (X.690), as far as Kerberos tokens need it: definite lengths, tags of one octet.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mocksmtp::sasl {

namespace der {

constexpr unsigned char integer = 0x02, bit_string = 0x03, octet_string = 0x04, object_identifier = 0x06,
                        general_string = 0x1b, sequence = 0x30;
constexpr unsigned char application(unsigned number) { return static_cast<unsigned char>(0x60 + number); }
constexpr unsigned char context(unsigned number) { return static_cast<unsigned char>(0xa0 + number); }

}  // namespace der

// A view of some elements one behind the other; what was taken is gone from it. Nothing is copied.
class der_reader {
public:
    explicit der_reader(std::string_view octets) : rest_(octets) {}

    bool at_end() const { return rest_.empty(); }

    // The contents of the next element if it has this tag and is whole; otherwise nothing, and nothing is taken.
    std::optional<std::string_view> take(unsigned char tag);

    // The same, and the whole contents must be one element with the inner tag: an explicitly tagged field.
    std::optional<std::string_view> take(unsigned char tag, unsigned char inner);

    // Everything behind what was taken.
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

// The contents of an INTEGER of at most 8 octets.
std::optional<std::int64_t> der_integer(std::string_view contents);

}  // namespace mocksmtp::sasl
