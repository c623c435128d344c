#include "mocksmtp/smtp/recipients.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/path.hpp"

namespace mocksmtp::smtp {

namespace {

std::string_view local_part_of(std::string_view address) { return address.substr(0, address.rfind('@')); }

bool is_mailbox(std::string_view mailbox, std::string_view address, const recipient_habits& how) {
    std::string_view local = local_part_of(address);
    if (!how.subaddress.empty()) local = local.substr(0, local.find_first_of(how.subaddress));
    if (local_part_of(mailbox) != local && local_part_of(mailbox) != local_part_of(address)) return false;
    const std::string_view domain = domain_of(mailbox);
    return domain.empty() || base::iequals(domain, domain_of(address));
}

}  // namespace

recipient_standing judge_recipient(const settings& limits, const recipient_habits& how, std::string_view address,
                                   bool authenticated) {
    const std::string_view domain = domain_of(address);
    const bool routed = how.percent_is_relaying && local_part_of(address).find_first_of("%!") != address.npos;
    const bool local = limits.local_domains.empty() || domain.empty() ||
                       (how.own_literal_is_local && domain.starts_with('[')) ||
                       std::any_of(limits.local_domains.begin(), limits.local_domains.end(),
                                   [&](const std::string& one) { return base::iequals(one, domain); });
    if (!local || (routed && !limits.local_domains.empty())) {
        const bool may_relay =
            limits.relay == relaying::everyone || (limits.relay == relaying::authenticated && authenticated);
        return may_relay ? recipient_standing::welcome : recipient_standing::relay_denied;
    }
    const bool exists = limits.mailboxes.empty() || how.any_mailbox ||
                        base::iequals(local_part_of(address), "postmaster") ||
                        std::any_of(limits.mailboxes.begin(), limits.mailboxes.end(),
                                    [&](const std::string& one) { return is_mailbox(one, address, how); });
    return exists ? recipient_standing::welcome : recipient_standing::unknown;
}

}  // namespace mocksmtp::smtp
