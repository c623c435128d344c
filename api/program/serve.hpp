// The command serve: opens every listener, says so, and runs until SIGTERM or SIGINT.
#pragma once

#include <string>
#include <vector>

#include "api/program/log.hpp"
#include "mocksmtp/options.hpp"

namespace api::program {

// The exit status: 0 after a signal, 1 if running failed, 2 if a port, a file or a certificate cannot be used.
int serve(const mocksmtp::program_options& all, const logger& log);

// What serve() could not read or write with these options, each in one line. No port is opened, and nothing stays of
// what was tried.
std::vector<std::string> why_not_served(mocksmtp::program_options all, const logger& log);

}  // namespace api::program
