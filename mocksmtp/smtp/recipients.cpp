#include "mocksmtp/smtp/recipients.hpp"

#include <algorithm>
#include <string>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/address.hpp"
#include "mocksmtp/smtp/path.hpp"

namespace mocksmtp::smtp {

namespace {

// Its meaning: quoted or not is the same mailbox (RFC 5321 4.1.2).
std::string local_part_of(std::string_view address) {
    return mail::unquoted_local_part(address.substr(0, address.rfind('@')));
}

bool is_mailbox(std::string_view mailbox, std::string_view local, std::string_view domain,
                const recipient_habits& how) {
    const std::string known = local_part_of(mailbox);
    const std::string_view main_part =
        how.subaddress.empty() ? local : local.substr(0, local.find_first_of(how.subaddress));
    if (known != main_part && known != local) return false;
    if ((domain.empty() && how.unqualified_is_local) || (how.own_literal_is_local && domain.starts_with('[')))
        return true;
    return domain_of(mailbox).empty() || base::iequals(domain_of(mailbox), domain);
}

}  // namespace

recipient_standing judge_recipient(const settings& limits, const recipient_habits& how, const recipient_question& who) {
    if (limits.local_domains.empty() && limits.mailboxes.empty()) return recipient_standing::welcome;
    const std::string_view address = who.address;
    const std::string_view domain = domain_of(address);
    const std::string local_part = local_part_of(address);
    const bool own_literal = how.own_literal_is_local && domain == "[" + std::string(who.server) + "]";
    const bool routed = how.percent_is_relaying && local_part.find_first_of("%!") != address.npos;
    const bool local = limits.local_domains.empty() || domain.empty() || own_literal ||
                       std::any_of(limits.local_domains.begin(), limits.local_domains.end(),
                                   [&](const std::string& one) { return base::iequals(one, domain); });
    if (!local || (routed && !limits.local_domains.empty())) {
        const bool may_relay =
            limits.relay == relaying::everyone || (limits.relay == relaying::authenticated && who.authenticated);
        return may_relay ? recipient_standing::welcome : recipient_standing::relay_denied;
    }
    const bool exists = limits.mailboxes.empty() || how.any_mailbox || base::iequals(local_part, "postmaster") ||
                        std::any_of(limits.mailboxes.begin(), limits.mailboxes.end(),
                                    [&](const std::string& one) { return is_mailbox(one, local_part, domain, how); });
    return exists ? recipient_standing::welcome : recipient_standing::unknown;
}

}  // namespace mocksmtp::smtp
