#include "mocksmtp/options_parts.hpp"

#include <algorithm>
#include <optional>

#include "mocksmtp/options_check.hpp"

namespace mocksmtp {

namespace {

// Nothing: every mechanism that can answer honestly.
std::optional<std::vector<smtp::mechanism_offer>> offers_of(const std::vector<smtp::mechanism_offer>& named) {
    if (named.empty()) return std::nullopt;
    if (named.front().name == "NONE") return std::vector<smtp::mechanism_offer>();
    return named;
}

}  // namespace

smtp::settings settings_of(const options& from, const listener_spec& listener) {
    smtp::settings made;
    made.hostname = from.hostname;
    made.max_message_octets = from.max_message_size;
    made.max_recipients = static_cast<std::size_t>(from.max_recipients);
    made.idle_timeout = from.idle_timeout;
    made.banner_delay = from.banner_delay;
    made.hold_timeout = from.hold_timeout;
    made.require_auth = listener.require_auth.value_or(from.require_auth);
    made.require_tls = listener.require_tls.value_or(from.require_tls);
    made.mechanisms = offers_of(listener.mechanisms.empty() ? from.mechanisms : listener.mechanisms);
    made.challenges = from.challenges;
    made.keytab = from.keytab;
    made.security_layers = from.security_layers;
    made.local_domains = from.local_domain;
    made.mailboxes = from.mailbox;
    made.relay = relaying_of(from);
    made.strict = from.strict;
    made.peer_names = from.peer_name;
    return made;
}

sasl::directory directory_of(const options& from) {
    sasl::directory users;
    for (const account& one : from.users) {
        auto known = std::find_if(users.accounts.begin(), users.accounts.end(),
                                  [&](const sasl::account& other) { return other.name == one.name; });
        // A name given twice is one account with several passwords.
        if (known == users.accounts.end()) known = users.accounts.insert(known, {one.name});
        known->passwords.push_back(one.password);
    }
    for (const account_mechanisms& one : from.user_mechanisms) {
        for (sasl::account& known : users.accounts) {
            if (known.name == one.name)
                known.mechanisms.insert(known.mechanisms.end(), one.mechanisms.begin(), one.mechanisms.end());
        }
    }
    if (!from.default_password.empty()) users.default_password = from.default_password;
    return users;
}

store::scope_options scope_options_of(const options& from) {
    store::scope_options made;
    made.clock = from.clock;
    made.frozen = from.read_only;
    made.limits.max_messages = static_cast<std::size_t>(from.max_messages);
    made.limits.max_store_bytes = from.max_store_bytes;
    made.limits.full = from.when_full == when_full::refuse ? store::when_full::refuse : store::when_full::evict_oldest;
    return made;
}

rules::rule_set_options rule_set_options_of(const options& from,
                                            const std::shared_ptr<net::tls_profiles>& certificates) {
    return {.seed = from.seed,
            .baseline = from.rules,
            .reply_addresses = from.reply_addresses,
            .tls_objection = [certificates](const smtp::tls_fault& fault) { return certificates->objection(fault); }};
}

std::map<std::string, std::vector<std::string>> listeners_of_scopes(const options& from) {
    std::map<std::string, std::vector<std::string>> made;
    for (const listener_spec& one : listeners_of(from))
        if (!one.scope.empty()) made[one.scope].push_back(one.name);
    return made;
}

smtp::listener_kind kind_of(listener_kind kind) {
    return kind == listener_kind::plain ? smtp::listener_kind::plain : smtp::listener_kind::tls;
}

rules::rule_set_options named_rules_of(const options& from, const std::shared_ptr<net::tls_profiles>& certificates) {
    auto made = rule_set_options_of(from, certificates);
    made.baseline = {};
    made.reply_addresses = false;
    return made;
}

net::server_options server_options_of(const options& from) {
    net::server_options made;
    made.max_connections = static_cast<std::size_t>(from.max_connections);
    for (const listener_spec& one : listeners_of(from))
        made.listeners.push_back({one.name, kind_of(one.kind), one.address, one.port});
    return made;
}

std::shared_ptr<net::tls_profiles> certificates_of(const options& from) {
    if (!from.tls_cert.empty())
        return std::make_shared<net::tls_profiles>(net::load_identity({from.tls_cert, from.tls_key}));
    return std::make_shared<net::tls_profiles>(net::usual_certificate(from.hostname, from.tls_name));
}

}  // namespace mocksmtp
