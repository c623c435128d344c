// The GS2 header in front of a client's first message (RFC 5801 section 4), as SCRAM and OAUTHBEARER have it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::sasl {

struct gs2_header {
    char binding = 'n';             // n: client cannot, y: client thinks the server cannot, p: it binds
    std::string binding_type = {};  // after "p="
    std::optional<std::string> authzid = std::nullopt;  // decoded; none if the client left it out
    std::size_t length = 0;                             // with its last comma
};

// No value: there is no whole header, its flag is none of the three, a binding type has other characters than letters,
// digits, dot and hyphen, or the name is empty or holds something else than =2C and =3D for a comma and an equals sign.
std::optional<gs2_header> parse_gs2_header(std::string_view message);

// A saslname (RFC 5802 section 7), its escapes =2C and =3D undone. No value: there is another equals sign in it.
std::optional<std::string> decode_saslname(std::string_view text);

}  // namespace mocksmtp::sasl
