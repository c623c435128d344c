// Clients that do not speak SMTP at all: they came to the wrong port.
#pragma once

#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

// By the first line that its client sent; smtp unless that is certainly something else.
enum class tongue { smtp, tls, http };
tongue tongue_of(const store::scope& in, const store::session_record& of);

}  // namespace mocksmtp::verify
