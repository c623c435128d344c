// JSON text from clients, read so that nothing in it can hurt: depth capped, duplicate keys refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "api/json/problem.hpp"
#include "api/json/value.hpp"

namespace api::json {

inline constexpr int max_depth = 64;

// RFC 8259, UTF-8, no comments. A key that stands twice in one object, more than max_depth levels and bad syntax are
// mistakes that say where.
std::variant<value, mistake> parse(std::string_view text);

// Where the first NUL stands, which JSON text holds nowhere (RFC 8259 sections 2 and 7): nlohmann's parser takes it for
// the end and does not look at what follows.
inline std::size_t find_nul(std::string_view text) { return text.find('\0'); }

// A sentence of the parser's without the text that it quotes: that may be a password.
std::string without_quotation(std::string_view sentence);

}  // namespace api::json
