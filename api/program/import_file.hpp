// An export in a file, taken in at the start.
#pragma once

#include <string>

#include "api/routes/surroundings.hpp"

namespace api::program {

// Throws std::runtime_error, with one line that says what is wrong with the file.
void import_file(const std::string& path, routes::surroundings& world);

}  // namespace api::program
