// Takes in what was exported elsewhere.
#pragma once

#include <string>
#include <vector>

#include "api/json/problem.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

answer post_import(const call& asked);

// The same for a document at hand: the mock is then as the exporting one was, an export made of it says the same.
// Nothing is changed where that cannot be; answers why.
// It has to be of the same scope.
std::vector<json::mistake> import_document(const json::value& document, surroundings& world);

// The scope that an export is of; empty: it does not say.
std::string scope_of(const json::value& document);

}  // namespace api::routes
