// Text in a page: nothing in it is taken for markup.
#pragma once

#include <string>
#include <string_view>

namespace api::routes {

// Fit for an element's content and for an attribute in double quotes. Tab and line feed stay; other control characters
// and octets that are not UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

}  // namespace api::routes
