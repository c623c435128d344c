#include "mocksmtp/version.hpp"

namespace mocksmtp {

std::string_view version() { return MOCKSMTP_VERSION; }  // the project's, defined by CMakeLists.txt

}  // namespace mocksmtp
