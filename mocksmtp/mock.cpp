#include "mocksmtp/mock.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <optional>
#include <stdexcept>

#include "mocksmtp/base/nonces.hpp"
#include "mocksmtp/net/certificate_authority.hpp"
#include "mocksmtp/net/server.hpp"
#include "mocksmtp/net/tls_context.hpp"
#include "mocksmtp/options_check.hpp"
#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/smtp/session.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp {

namespace {

// Nothing: every mechanism that can answer honestly.
std::optional<std::vector<smtp::mechanism_offer>> offers_of(const std::vector<smtp::mechanism_offer>& named) {
    if (named.empty()) return std::nullopt;
    if (named.front().name == "NONE") return std::vector<smtp::mechanism_offer>();
    return named;
}

smtp::settings settings_of(const options& from, const listener_spec& listener) {
    smtp::settings made;
    made.hostname = from.hostname;
    made.max_message_octets = from.max_message_size;
    made.max_recipients = static_cast<std::size_t>(from.max_recipients);
    made.idle_timeout = from.idle_timeout;
    made.banner_delay = from.banner_delay;
    made.require_auth = from.require_auth || listener.require_auth;
    made.require_tls = from.require_tls || listener.require_tls;
    made.mechanisms = offers_of(listener.mechanisms.empty() ? from.mechanisms : listener.mechanisms);
    made.challenges = from.challenges;
    made.keytab = from.keytab;
    made.security_layers = from.security_layers;
    made.local_domains = from.local_domain;
    made.mailboxes = from.mailbox;
    made.relay = relaying_of(from);
    made.strict = from.strict;
    return made;
}

using settings_by_listener = std::map<std::string, std::shared_ptr<const smtp::settings>, std::less<>>;

settings_by_listener all_settings_of(const options& from) {
    settings_by_listener all;
    for (const listener_spec& one : listeners_of(from))
        all.emplace(one.name, std::make_shared<const smtp::settings>(settings_of(from, one)));
    return all;
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
    made.limits.max_messages = static_cast<std::size_t>(from.max_messages);
    made.limits.max_store_bytes = from.max_store_bytes;
    made.limits.full = from.when_full == when_full::refuse ? store::when_full::refuse : store::when_full::evict_oldest;
    return made;
}

net::server_options server_options_of(const options& from) {
    net::server_options made;
    made.max_connections = static_cast<std::size_t>(from.max_connections);
    for (const listener_spec& one : listeners_of(from)) {
        const auto kind = one.kind == listener_kind::plain ? smtp::listener_kind::plain : smtp::listener_kind::tls;
        made.listeners.push_back({one.name, kind, one.address, one.port});
    }
    return made;
}

net::server_identity identity_of(const options& from) {
    if (!from.tls_cert.empty()) return net::load_identity({from.tls_cert, from.tls_key});
    return net::certificate_authority().issue(net::usual_certificate(from.hostname, from.tls_name));
}

const options& checked(const options& what) {
    for (const std::string& complaint : contradictions(what)) throw std::runtime_error(complaint);
    return what;
}

}  // namespace

class mock::works {
public:
    works(boost::asio::io_context& loop, const options& what)
        : configured(checked(what)),
          users(directory_of(what)),
          limits(all_settings_of(what)),
          face(personas::find("mocksmtp")),
          nonces(what.seed),
          remembered(scope_options_of(what)),
          identity(identity_of(what)),
          server(loop, server_options_of(what), std::make_shared<const net::tls_context>(identity),
                 [this](const smtp::connection_facts& where) { return make_session(where); }) {}

    std::unique_ptr<smtp::session> make_session(const smtp::connection_facts& where) {
        return std::make_unique<smtp::session>(smtp::surroundings{
            .where = where,
            .face = face,
            .limits = limits.at(where.listener),
            .users = users,
            .rules = no_rules,
            .journal = remembered.observe(where),
            .time = remembered.clock(),
            .nonces = nonces,
            .leave = leave,
        });
    }

    options configured;
    sasl::directory users;
    settings_by_listener limits;
    std::shared_ptr<const smtp::persona> face;
    smtp::no_policy no_rules;
    base::derived_nonces nonces;
    store::scope remembered;
    net::server_identity identity;
    std::shared_ptr<bool> leave =
        std::make_shared<bool>(false);  // shared by the sessions that would be closed together
    net::server server;                 // last: its sessions use all of the above
};

mock::mock(boost::asio::io_context& loop, const options& what) : works_(std::make_unique<works>(loop, what)) {}
mock::~mock() = default;

store::scope& mock::scope() { return works_->remembered; }
sasl::directory& mock::users() { return works_->users; }

store::cursor mock::reset() {
    works_->users = directory_of(works_->configured);
    return works_->remembered.reset();
}

const options& mock::configured() const { return works_->configured; }

std::vector<bound_listener> mock::listeners() const {
    std::vector<bound_listener> all;
    for (net::listener_state& one : works_->server.listeners()) {
        const auto kind = one.kind == smtp::listener_kind::plain ? listener_kind::plain : listener_kind::tls;
        all.push_back({std::move(one.name), kind, std::move(one.address), one.port, one.accepting});
    }
    return all;
}

std::string mock::authority_pem() const { return works_->identity.authority_pem; }

void mock::test_listeners(std::function<void(std::vector<std::string> failed)> done) {
    works_->server.test_listeners(std::move(done));
}

void mock::close_sessions() {
    *works_->leave = true;
    works_->leave = std::make_shared<bool>(false);
}

void mock::stop() { works_->server.stop(); }

}  // namespace mocksmtp
