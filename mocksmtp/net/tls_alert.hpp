// The names of TLS alerts, as the registry writes them.
#pragma once

#include <string>

namespace mocksmtp::net {

/// The name of an alert's number, such as "unknown_ca" for 48 (RFC 8446 section 6 and the alerts registry it keeps);
/// "alert_<number>" for numbers without a name.
std::string alert_name(int number);

}  // namespace mocksmtp::net
