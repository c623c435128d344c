// A secret of which only digest and length are left, or its length alone, as bytes that stand in its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::base {

struct sealed {
    std::string sha256{};  // of the secret, lower-case hex; empty: nobody has seen all of it
    std::uint64_t length = 0;
    bool text = true;  // false: the bytes are no UTF-8, as the secret was none
};

// Bytes no secret is likely to be, from which unseal gets all of that back.
std::string seal(const sealed& what);
// Nothing where the bytes are anything else.
std::optional<sealed> unseal(std::string_view bytes);

// What a secret's digest and length are, whether its bytes are there or sealed.
sealed fingerprint(std::string_view secret);

}  // namespace mocksmtp::base
