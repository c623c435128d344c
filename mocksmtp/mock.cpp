#include "mocksmtp/mock.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/base/nonces.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/net/server.hpp"
#include "mocksmtp/net/setup_error.hpp"
#include "mocksmtp/net/tls_profiles.hpp"
#include "mocksmtp/options_canonical.hpp"
#include "mocksmtp/options_check.hpp"
#include "mocksmtp/options_parts.hpp"
#include "mocksmtp/persona_choice.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/smtp/session.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp {

namespace {

options checked(const options& what) {
    auto made = canonical(what);
    if (const auto* refused = std::get_if<contradiction>(&made)) throw std::invalid_argument(refused->detail);
    for (const contradiction& found : contradictions(std::get<options>(made))) throw std::runtime_error(found.detail);
    return std::get<options>(std::move(made));
}

// Where a reset of the scope has fenced the session, the world alone knows of it.
bool has_hold(const store::scope& in, base::hold_id told) {
    const auto& parked = in.records().holds;
    for (auto n = parked.oldest(); n <= parked.newest(); ++n)
        if (const auto* held = parked.find(n); held && held->told == told) return true;
    return false;
}

}  // namespace

class mock::works {
public:
    works(boost::asio::io_context& loop, const options& what)
        : configured(what),
          in_force(with_all_listeners(what)),
          users(directory_of(what)),
          nonces(what.seed),
          remembered(scope_options_of(what)),
          certificates(certificates_of(what)),
          scripted(remembered.clock(), rule_set_options_of(what, certificates)),
          named({.world = remembered,
                 .rules = scripted,
                 .like = scope_options_of(what),
                 .rules_like = named_rules_of(what, certificates),
                 .listeners = listeners_of_scopes(what)}),
          server(loop, server_options_of(what), certificates,
                 [this](const smtp::connection_facts& where) { return make_session(where); }) {
        limit_listeners();
        users.time = &remembered.clock();
        named.keep_doors(
            {.open = [this](const std::string& name, own_port where) { return open_listener(name, where); },
             .close = [this](const std::string& name) { close_listener(name); },
             .let_go = [this](const store::scope& in) { let_go(in); }});
    }

    std::unique_ptr<smtp::session> make_session(const smtp::connection_facts& where) {
        return std::make_unique<smtp::session>(smtp::surroundings{
            .where = where,
            .face = faces.at(where.listener),
            .limits = limits.at(where.listener),
            .users = users,
            .rules = named.policy(),
            .journal = named.registry().observe(where),
            .time = remembered.clock(),
            .nonces = nonces,
        });
    }

    // Answers why it cannot be had; empty: it is open.
    std::string open_listener(const std::string& name, own_port where) {
        const auto all = server.listeners();
        if (std::ranges::find(all, name, &net::listener_state::name) != all.end())
            return "a listener is called " + name + " already; a scope with a port of its own needs another name";
        const listener_spec spec{
            .kind = where.kind, .address = configured.bind.front(), .port = where.number, .name = name};
        try {
            server.add_listener({name, kind_of(spec.kind), spec.address, spec.port});
        } catch (const net::setup_error& failed) {
            return failed.what();
        }
        opened.insert_or_assign(name, spec);
        limit(spec);
        return {};
    }

    void close_listener(const std::string& name) {
        server.remove_listener(name);
        opened.erase(name);
    }

    // Afterwards their ids would mean others, and nobody could let them go on; the breakpoints of another scope are
    // for that one to release.
    void let_go(const store::scope& in) {
        const auto& parked = in.records().holds;
        for (auto n = parked.oldest(); n <= parked.newest(); ++n)
            if (const auto* held = parked.find(n); held && !is_left_to_another(*held, in))
                server.release(held->session->where.listener, held->told, std::nullopt);
    }
    bool is_left_to_another(const store::hold_record& held, const store::scope& than) {
        const auto& of_rule = held.what.by.scope;
        if (&than != &remembered) return !of_rule.empty() && of_rule != than.name();
        const auto* other = named.registry().find(of_rule);
        return other != nullptr && has_hold(other->story, held.told);
    }

    std::vector<std::string> names_of_listeners() const {
        std::vector<std::string> made;
        for (net::listener_state& one : server.listeners()) made.push_back(std::move(one.name));
        return made;
    }

    // One whose port is taken stays closed, and listeners() says why.
    void accept_again(const std::vector<std::string>& listeners) {
        for (const auto& name : listeners) static_cast<void>(set_accepting(name, true, std::nullopt));
    }

    // Answers why not; empty: it is done.
    std::string set_accepting(std::string_view listener, bool accepting,
                              std::optional<std::chrono::milliseconds> length) {
        try {
            const bool known = accepting ? server.reopen_listener(listener) : server.close_listener(listener, length);
            return known ? "" : "there is no listener " + base::printable(listener);
        } catch (const net::setup_error& failed) {
            return failed.what();
        }
    }

    // For the sessions to come.
    void limit(const listener_spec& one) {
        limits.insert_or_assign(one.name, std::make_shared<const smtp::settings>(settings_of(in_force, one)));
        const std::string& name = one.persona.empty() ? in_force.persona : one.persona;
        auto& face = faces[one.name];
        if (face == nullptr || face->name != name) face = find_persona(in_force, name);
    }
    void limit_listeners() {
        for (const listener_spec& one : listeners_of(in_force)) limit(one);
        for (const auto& [name, one] : opened) limit(one);
    }

    options configured, in_force;
    sasl::directory users;
    std::map<std::string, std::shared_ptr<const smtp::settings>, std::less<>> limits;  // by listener
    std::map<std::string, listener_spec> opened;                                       // at run time, by name
    std::map<std::string, std::shared_ptr<const smtp::persona>, std::less<>> faces;    // by listener
    base::derived_nonces nonces;
    store::scope remembered;
    std::shared_ptr<net::tls_profiles> certificates;
    rules::rule_set scripted;
    named_scopes named;
    net::server server;  // last: its sessions use all of the above
};

mock::mock(boost::asio::io_context& loop, const options& what) : works_(std::make_unique<works>(loop, checked(what))) {}
mock::~mock() = default;

store::scope& mock::scope() { return works_->remembered; }
named_scopes& mock::scopes() { return works_->named; }
sasl::directory& mock::users() { return works_->users; }

store::cursor mock::reset(store::scope& in) {
    if (&in != &works_->remembered) {
        works_->accept_again(works_->named.listeners_of(in.name()));
        return works_->named.reset(in);
    }
    works_->let_go(in);
    works_->users.accounts = directory_of(works_->configured).accounts;
    apply(with_all_listeners(works_->configured));
    works_->accept_again(works_->names_of_listeners());
    const store::cursor start = works_->remembered.reset();
    works_->scripted.reset();
    return start;
}

void mock::reset_named_scopes() {
    for (auto* each : works_->named.registry().all()) reset(each->story);
    works_->named.registry().all_begin();
}

const options& mock::configured() const { return works_->configured; }
const options& mock::in_force() const { return works_->in_force; }

void mock::apply(const options& what) {
    works_->in_force = what;
    works_->limit_listeners();
    const store::store_limits limits = scope_options_of(what).limits;
    works_->remembered.limit(limits);
    works_->named.registry().limit(limits);
    works_->users.default_password =
        what.default_password.empty() ? std::nullopt : std::optional(what.default_password);
}

std::vector<bound_listener> mock::listeners() const {
    std::vector<bound_listener> all;
    for (net::listener_state& one : works_->server.listeners()) {
        const auto kind = one.kind == smtp::listener_kind::plain ? listener_kind::plain : listener_kind::tls;
        all.push_back(
            {std::move(one.name), kind, std::move(one.address), one.port, one.accepting, std::move(one.failure)});
    }
    return all;
}

std::uint64_t mock::turned_away() const { return works_->server.counts().over_limit; }

std::string mock::authority_pem() const { return works_->certificates->authority_pem(); }

std::shared_ptr<const net::tls_context> mock::tls() const { return works_->certificates->context(std::nullopt); }

std::string mock::set_accepting(std::string_view listener, bool accepting,
                                std::optional<std::chrono::milliseconds> length) {
    return works_->set_accepting(listener, accepting, length);
}

void mock::test_listeners(std::function<void(std::vector<std::string> failed)> done) {
    works_->server.test_listeners(std::move(done));
}

bool mock::release(const store::scope& in, base::hold_id hold, const std::optional<rules::answer>& instead) {
    const auto* held = in.find(hold);
    if (held == nullptr) return false;
    if (auto why = held->why_unanswerable(); instead && !why.empty()) throw std::invalid_argument(why);
    return works_->server.release(held->session->where.listener, held->told, instead);
}

void mock::close_sessions(const store::scope& in) {
    works_->server.close_in(&in == &works_->remembered ? std::string_view() : in.name());
}

dismissed mock::close_sessions(const store::scope& in, const dismissal& which) {
    auto only = which.only.value_or(std::vector<base::session_id>());
    std::ranges::sort(only);
    dismissed made;
    const auto choose = [&](base::session_id id) -> std::optional<net::farewell> {
        if (which.only && !std::ranges::binary_search(only, id)) return std::nullopt;
        if (id) made.sessions.push_back(id);
        return net::farewell{which.farewell, which.way};
    };
    made.connections =
        &in == &works_->remembered ? works_->server.dismiss(choose) : works_->server.dismiss_in(in.name(), choose);
    return made;
}

bool mock::defer(net::batch_listener& who) { return works_->server.defer(who); }
void mock::stop() { works_->server.stop(); }

}  // namespace mocksmtp
