#include "mocksmtp/options_check.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/persona_choice.hpp"
#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/sasl/catalogue.hpp"
#include "mocksmtp/sasl/kerberos.hpp"

namespace mocksmtp {
namespace {

struct usual_listener {
    port_choice port;
    listener_kind kind;
    std::string name;
};

// The mechanisms of a list that prove a password.
std::string proving(const std::vector<smtp::mechanism_offer>& offered) {
    std::string names;
    for (const smtp::mechanism_offer& one : offered) {
        const auto* row = sasl::find(one.name);
        if (row == nullptr || row->offered != sasl::offering::with_users) continue;
        names.append(names.empty() ? "" : ", ").append(row->name);
    }
    return names;
}

// One that is offered twice at the same time, as each is with no /tls or /plain behind it; empty: none.
std::string named_twice(const std::vector<smtp::mechanism_offer>& offered) {
    using when = smtp::mechanism_offer::when;
    for (auto one = offered.begin(); one != offered.end(); ++one) {
        const bool before = std::any_of(offered.begin(), one, [one](const smtp::mechanism_offer& other) {
            const bool apart =
                other.offered != one->offered && other.offered != when::always && one->offered != when::always;
            return base::iequals(other.name, one->name) && !apart;
        });
        if (before) return one->name;
    }
    return {};
}

bool offers_nothing(const smtp::mechanism_offer& one) { return one.name == "NONE"; }

void check_mechanisms(std::string_view option, const std::vector<smtp::mechanism_offer>& offered, const options& all,
                      std::vector<contradiction>& found) {
    const std::string where = "--" + std::string(option);
    if (offered.size() > 1 && std::any_of(offered.begin(), offered.end(), offers_nothing))
        found.push_back({option, where + ": none stands alone; leave it or the other mechanisms out"});
    if (const auto name = named_twice(offered); !name.empty() && name != "NONE")
        found.push_back({option, where + ": " + name + " is there twice; leave one out"});
    const std::string names = proving(offered);
    if (!names.empty() && all.users.empty() && all.default_password.empty())
        found.push_back(
            {option, where + ": " + names +
                         " would let nobody in, for there is no password to prove; give --user or --default-password"});
}

void check_challenges(const options& all, std::vector<contradiction>& found) {
    for (auto one = all.challenges.begin(); one != all.challenges.end(); ++one)
        if (std::ranges::find(all.challenges.begin(), one, one->mechanism, &smtp::pinned_challenge::mechanism) != one)
            found.push_back(
                {"challenge", "--challenge: " + one->mechanism + " can send only one; leave the others out"});
}

void check_login(const options& all, std::vector<contradiction>& found) {
    check_challenges(all, found);
    check_mechanisms("mechanisms", all.mechanisms, all, found);
    for (const listener_spec& one : all.listen) check_mechanisms("listen", one.mechanisms, all, found);
    for (const account_mechanisms& one : all.user_mechanisms) {
        const bool known =
            std::any_of(all.users.begin(), all.users.end(), [&](const account& each) { return each.name == one.name; });
        if (!known)
            found.push_back({"user-mechanisms",
                             "--user-mechanisms: there is no --user " + base::printable(one.name) + "; give that too"});
    }
}

void check_personas(const options& all, std::vector<contradiction>& found) {
    for (std::size_t i = 0; i < all.personas.size(); ++i) {
        if (all.personas[i] == nullptr) continue;
        const std::string& name = all.personas[i]->name;
        const bool twice = std::any_of(all.personas.begin(), all.personas.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const auto& other) { return other != nullptr && other->name == name; });
        if (personas::find(name) != nullptr)
            found.push_back({"persona-file", "--persona-file: " + base::printable(name) +
                                                 " is a persona of the program; give this one another name"});
        else if (twice)
            found.push_back({"persona-file", "--persona-file: two personas are named " + base::printable(name) +
                                                 "; give one another name"});
    }
    if (find_persona(all, all.persona) == nullptr)
        found.push_back({"persona", "--persona: " + no_persona(all, all.persona)});
    for (const listener_spec& one : all.listen)
        if (!one.persona.empty() && find_persona(all, one.persona) == nullptr)
            found.push_back({"listen", "--listen: persona: " + no_persona(all, one.persona)});
}

// Where two listeners of one port would meet, each with its own address; empty: nowhere.
std::string shared_address(const std::string& a, const std::string& b) {
    const bool same_family = (a.find(':') == a.npos) == (b.find(':') == b.npos);
    const auto is_every = [](const std::string& one) { return one == "0.0.0.0" || one == "::"; };
    if (a == b || (same_family && is_every(a))) return b;
    return same_family && is_every(b) ? a : "";
}

}  // namespace

std::vector<listener_spec> listeners_of(const options& all) {
    std::vector<listener_spec> listeners;
    if (all.read_only) return listeners;
    for (const auto& usual : {usual_listener{all.smtp_port, listener_kind::plain, "smtp"},
                              usual_listener{all.smtps_port, listener_kind::tls, "smtps"}}) {
        for (std::size_t i = 0; usual.port && i < all.bind.size(); ++i) {
            const auto name = usual.name + (i == 0 ? "" : "-" + std::to_string(i + 1));
            listeners.push_back({usual.kind, all.bind[i], *usual.port, name});
        }
    }
    for (std::size_t i = 0; i < all.listen.size(); ++i) {
        listeners.push_back(all.listen[i]);
        if (listeners.back().name.empty()) listeners.back().name = "listen-" + std::to_string(i + 1);
    }
    return listeners;
}

options with_all_listeners(options all) {
    all.listen = listeners_of(all);
    all.smtp_port = std::nullopt;
    all.smtps_port = std::nullopt;
    return all;
}

smtp::relaying relaying_of(const options& all) {
    if (all.relay) return *all.relay;
    return all.local_domain.empty() ? smtp::relaying::everyone : smtp::relaying::authenticated;
}

std::vector<contradiction> contradictions(const options& all) {
    std::vector<contradiction> found;
    const auto listeners = listeners_of(all);
    if (all.bind.empty()) found.push_back({"bind", "--bind: no address is left; give one, such as 127.0.0.1"});
    if (listeners.empty() && !all.read_only)
        found.push_back({"", "no SMTP listener is left; give --smtp-port, --smtps-port or --listen"});
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const auto &a = listeners[k], &b = listeners[i];
            if (a.name == b.name)
                found.push_back({"", "two listeners are named " + a.name + "; give one another name"});
            const auto shared = a.port == b.port ? shared_address(a.address, b.address) : "";
            if (a.port == 0 || shared.empty()) continue;
            found.push_back({"", "listeners " + a.name + " and " + b.name + " share port " + std::to_string(a.port) +
                                     " of " + shared + "; give one another port"});
        }
    }
    check_login(all, found);
    check_personas(all, found);
    if (all.tls_cert.empty() && !all.tls_key.empty()) {
        found.push_back({"tls-key", "--tls-key belongs to a --tls-cert; give that too, or neither"});
    }
    if (!all.tls_cert.empty() && !all.tls_name.empty()) {
        found.push_back(
            {"tls-name", "--tls-name is for the certificate made for each run; leave it out with --tls-cert"});
    }
    if (all.relay && all.local_domain.empty() && *all.relay != smtp::relaying::everyone) {
        found.push_back({"relay", "--relay needs a --local-domain: without one every domain is local"});
    }
    if (!all.keytab.empty()) {
        const std::string complaint = sasl::keytab_complaint(all.keytab);
        if (!complaint.empty()) found.push_back({"keytab", "--keytab: " + complaint});
    }
    if (all.idle_timeout.count() == 0)
        found.push_back({"idle-timeout", "--idle-timeout: 0 would end every session at once; give a time"});
    if (all.hold_timeout.count() == 0)
        found.push_back({"hold-timeout", "--hold-timeout: 0 would release every hold at once; give a time"});
    return found;
}

std::vector<contradiction> port_contradictions(const program_options& all) {
    if (!all.http_port || *all.http_port == 0) return {};
    for (const auto& address : all.mock.bind)
        for (const auto& one : listeners_of(all.mock))
            if (one.port == *all.http_port && !shared_address(one.address, address).empty())
                return {{"http-port", "--http-port: listener " + one.name + " has port " + std::to_string(one.port) +
                                          " already; give one another port"}};
    return {};
}

}  // namespace mocksmtp
