// The program's log: lines on stderr, as text or as JSON. Without times: who collects the lines stamps them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "api/program/console.hpp"
#include "mocksmtp/options.hpp"

namespace api::program {

struct log_field {
    std::string_view name;
    std::string value;
};

class logger {
public:
    logger(mocksmtp::log_format format, mocksmtp::log_level least, console& to)
        : format_(format), least_(least), to_(to) {}

    bool wants(mocksmtp::log_level level) const { return level >= least_; }

    // One line, whatever the message contains; nothing if it is less severe than the least that is wanted.
    void write(mocksmtp::log_level level, std::string_view message, std::initializer_list<log_field> fields = {}) const;

private:
    mocksmtp::log_format format_;
    mocksmtp::log_level least_;
    console& to_;
};

// The line itself, with its LF:
//   mocksmtp: warning: listening name=smtp port=1025
//   {"level":"warning","message":"listening","name":"smtp","port":"1025"}
std::string log_line(mocksmtp::log_format format, mocksmtp::log_level level, std::string_view message,
                     std::initializer_list<log_field> fields);

}  // namespace api::program
