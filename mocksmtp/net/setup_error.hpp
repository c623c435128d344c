// What is thrown when a listener or a certificate cannot be had: one clear line that names the remedy.
#pragma once

#include <stdexcept>

namespace mocksmtp::net {

/// Thrown by constructors only. what() is one line fit for the user: what failed, why, and what to do about it.
class setup_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace mocksmtp::net
