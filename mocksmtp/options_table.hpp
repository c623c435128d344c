// The one table of options: flags, environment variables, file keys, help and the README's table derive from it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/options.hpp"
#include "mocksmtp/options_values.hpp"

namespace mocksmtp {

// Which of the values given for an option cannot be one, and what was expected.
struct refused_value {
    std::size_t index = 0;
    std::string what;
    friend bool operator==(const refused_value&, const refused_value&) = default;
};

// Where an option can be set.
enum class option_reach { everywhere, not_in_a_file, command_line };

// In the order people read them, whatever padding that takes.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
struct option_row {
    std::string_view group;
    std::string_view name;  // "smtp-port"
    std::string_view help;
    std::string_view unset = {};  // what holds while nothing is set, if the default has no text
    bool secret = false;
    bool lines_of_file = false;   // a value @FILE stands for the lines of that file
    std::string_view feeds = {};  // this option's values are files of lines for the option of that name
    option_reach reach = option_reach::everywhere;
    bool live = false;                  // can change while the mock runs
    std::string_view placeholder = {};  // how help calls the value; empty: a switch
    option_values::shape json = option_values::shape::text;
    bool repeatable = false;

    // Sets the option to these values, in place of what it had; an option that is not repeatable takes one.
    // Nothing is set if a value is refused. Null: the option has no value of its own (it feeds another, or is an
    // action).
    std::optional<refused_value> (*assign)(program_options&, std::span<const std::string>) = nullptr;
    // Sets the option to what it is in the other options. Null: as for assign.
    void (*copy)(program_options& to, const program_options& from) = nullptr;
    // The values as texts that assign accepts; none if nothing is set.
    std::vector<std::string> (*show)(const program_options&, option_values::secrets) = nullptr;
};

std::span<const option_row> option_table();
const option_row* find_option(std::string_view name);

std::string environment_name(const option_row& row);  // "MOCKSMTP_SMTP_PORT"
std::string file_key(const option_row& row);          // "smtp_port"
std::string default_text(const option_row& row);      // "1025", empty if there is none to speak of

}  // namespace mocksmtp
