// JSON pointers (RFC 6901): made as a reader goes down, and followed as far as what was written goes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/value.hpp"

namespace api::json {

std::string pointer_to(const std::string& parent, std::string_view key);
std::string pointer_to(const std::string& parent, std::size_t index);

// Its reference tokens, unescaped; none for the whole document.
std::vector<std::string> tokens_of(std::string_view pointer);

// The place in an array that a token names.
std::optional<std::size_t> index_of(std::string_view token);

// True where one of the two stands inside the other, or both are the same.
bool is_related(std::string_view one, std::string_view other);

// Where something stands that a pointer speaks of as if every short form ("to": "x", a bare list) had been written out:
// "/to/equals" is "/to" there. What is missing is pointed to where it would have to stand.
std::string as_written(const value& document, std::string_view pointer);

}  // namespace api::json
