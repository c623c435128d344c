// Documents that are part of the program: the API's description.
#pragma once

#include <string_view>

namespace api::routes {

std::string_view openapi_yaml();  // api/openapi.yaml as it is
std::string_view openapi_json();  // the same as JSON, made when the program was built
std::string_view docs_html();     // the same as a page; "<!-- fields -->" stands where the fields belong

}  // namespace api::routes
