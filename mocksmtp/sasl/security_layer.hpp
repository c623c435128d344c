// What protects the rest of the conversation, where an exchange agreed on that (RFC 4422 section 3.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::sasl {

// In force from the first octet after the success reply, in both directions. Every buffer on the wire has its length
// before it, four octets in network order.
class security_layer {
public:
    security_layer() = default;
    security_layer(const security_layer&) = delete;
    security_layer& operator=(const security_layer&) = delete;
    virtual ~security_layer();

    // One or more whole buffers for the wire that carry these octets.
    virtual std::string wrap(std::string_view plain) = 0;

    // Takes octets as they come, cut anywhere, and answers what is whole and right so far (maybe nothing). No value: a
    // buffer was too long, wrongly signed or out of order; the connection cannot go on.
    virtual std::optional<std::string> unwrap(std::string_view wire) = 0;
};

}  // namespace mocksmtp::sasl
