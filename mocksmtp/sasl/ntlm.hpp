// NTLM in SASL ([MS-NLMP], [MS-SMTPNTLM]): negotiate, challenge, authenticate, in all versions of its proof.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The negotiate message may be the initial response or the answer to an empty challenge. LM, NTLMv1 (with and without
// extended session security), LMv2 and NTLMv2 are verified; a message integrity code that is there has to be right. The
// user's domain is noted and not asked about; anonymous clients have no user name.
//
// The challenge names computer and domain after the host, and holds no timestamp: the logical clock stands in the year
// 2000, and clients refuse servers whose clock is far off. A pinned challenge of eight octets (shorter ones are filled
// with zeros, longer ones cut) is the server challenge; one that begins with NTLM's signature is the whole message.
std::unique_ptr<mechanism> make_ntlm(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
