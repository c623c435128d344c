#include "mocksmtp/mail/diagnose.hpp"

namespace mocksmtp::mail {

void diagnose_header(const view&, const circumstances&, findings&) {}

}  // namespace mocksmtp::mail
