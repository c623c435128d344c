#include "mocksmtp/diagnosis/diagnosis.hpp"

#include "mocksmtp/diagnosis/pieces.hpp"

namespace mocksmtp::diagnosis {

std::vector<base::diagnostic> diagnose(const mail::view& message, const circumstances& sent) {
    findings found(message.bytes());
    diagnose_line_ends(message, sent, found);
    diagnose_header(message, sent, found);
    diagnose_parts(message, sent, found);
    return found.take();
}

}  // namespace mocksmtp::diagnosis
