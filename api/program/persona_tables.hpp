// What --help prints of personas, GitHub's Markdown.
#pragma once

#include <string>

namespace api::program {

// The README's table of who the server can be.
std::string personas_table();

// The README's table of what each preset of rules says in the words of each persona.
std::string presets_table();

}  // namespace api::program
