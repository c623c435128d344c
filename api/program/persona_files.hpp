// The personas among the options: files with JSON.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mocksmtp/options.hpp"

namespace api::program {

// The personas in these files. Every mistake in any of them is one more problem, with its file, its pointer and what
// would be right.
std::vector<std::shared_ptr<const mocksmtp::smtp::persona>> read_persona_files(const std::vector<std::string>& paths,
                                                                               std::vector<std::string>& problems);

}  // namespace api::program
