// What --help prints, from the option table.
#pragma once

#include <string>

namespace api::program {

std::string help_text();

// The README's table of settings, GitHub's Markdown.
std::string settings_table();

// The README's table of what filters, verify and rules can ask for, GitHub's Markdown.
std::string fields_table();

// The README's table of everything that is diagnosed, GitHub's Markdown.
std::string diagnostics_table();

}  // namespace api::program
