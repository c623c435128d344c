#include "api/program/serve.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "api/beast/server.hpp"
#include "api/json/event_json.hpp"
#include "api/program/announce.hpp"
#include "api/program/console.hpp"
#include "api/program/evidence.hpp"
#include "api/program/files.hpp"
#include "api/program/import_file.hpp"
#include "api/routes/surroundings.hpp"
#include "mocksmtp/mock.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/version.hpp"

namespace api::program {
namespace {

using mocksmtp::listener_kind;
using mocksmtp::log_level;
namespace store = mocksmtp::store;

// Who still waits for an answer when the program ends gets this long to read it.
constexpr std::chrono::milliseconds farewell{500};

class service {
public:
    // Listens on everything, or throws.
    service(const mocksmtp::program_options& all, const logger& log)
        : all_(all), log_(log), mock_(loop_, all.mock), world_(world(mock_.scope())) {
        mock_.scopes().gone = [this](const std::string& name) { scoped_.erase(name); };
        if (!all.import_file.empty()) import_file(all.import_file, world_);
        if (all.http_port)
            http_ = std::make_unique<beast::server>(loop_, world_, http_places(), all.http_tls ? mock_.tls() : nullptr);
        // Last: what an earlier run left makes way only for one that can begin.
        if (!all.report_dir.empty()) evidence_ = std::make_unique<evidence>(all.report_dir, world_, log);
        if (log.wants(log_level::debug)) log_events();
    }

    // Writes its files first: where that cannot be done nothing is said but that. The port file is the last of them,
    // because whoever waits for it may need the others.
    void announce() {
        std::vector<mocksmtp::listener_spec> smtp;
        for (const auto& one : mock_.listeners()) smtp.push_back({one.kind, one.address, one.port, one.name});
        std::optional<http_listener> http;
        if (http_)
            http = http_listener{http_->listening().front().address, http_->listening().front().port, all_.http_tls};
        const auto line = ready_line(smtp, http);
        if (!all_.tls_ca_out.empty()) leave("--tls-ca-out", all_.tls_ca_out, mock_.authority_pem());
        leave("--port-file", all_.port_file, line + "\n");
        for (const auto& one : smtp) {
            log_.write(log_level::info, "listening",
                       {{"name", one.name}, {"address", one.address}, {"port", std::to_string(one.port)}});
        }
        if (http) log_.write(log_level::info, "HTTP API accessible via " + url_of(*http));
        print(line + "\n");
    }

    void run() {
        signals_.async_wait([this](boost::system::error_code failed, int) {
            if (!failed) stop();
        });
        loop_.run();
        loop_.restart();
        loop_.run_for(farewell);
        block_signals();
        log_.write(log_level::info, "stopped");
    }

private:
    // For people. A harness may have read the ready line and nothing since.
    void print(const std::string& text) {
        if (out_.write(text) || std::exchange(told_of_dropping_, true)) return;
        log_.write(log_level::warning, "nobody reads stdout: what is written there is dropped");
    }

    // A second signal must not kill a server that is ending well: its handler goes with signals_.
    static void block_signals() {
        sigset_t ending;
        ::sigemptyset(&ending);
        ::sigaddset(&ending, SIGTERM);
        ::sigaddset(&ending, SIGINT);
        ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    }

    static void leave(const std::string& option, const std::string& path, const std::string& text) {
        if (path.empty()) return;
        if (const auto failed = replace_file(path, text)) throw std::runtime_error(option + " " + *failed);
    }

    // As calls about this scope see it.
    routes::surroundings world(store::scope& scope) {
        return {
            .scope = scope,
            .users = mock_.users(),
            .rules = mock_.scopes().rules(scope),
            .reset =
                [this, &scope] {
                    if (evidence_) evidence_->before_reset(scope);
                    return mock_.reset(scope);
                },
            .version = std::string(mocksmtp::version()),
            .listeners = [this] { return listeners(); },
            .turned_away = [this] { return mock_.turned_away(); },
            .set_accepting =
                [this](const std::string& name, bool accepting, std::optional<std::chrono::milliseconds> length) {
                    return mock_.set_accepting(name, accepting, length);
                },
            .ca_pem = [this] { return mock_.authority_pem(); },
            .check_ready = [this](std::function<void(routes::readiness)> done) { check(std::move(done)); },
            .close_sessions = [this, &scope] { mock_.close_sessions(scope); },
            .dismiss = [this, &scope](const mocksmtp::dismissal& which) { return mock_.close_sessions(scope, which); },
            .release = [this, &scope](auto hold, const auto& instead) { return mock_.release(scope, hold, instead); },
            .expectation_failed =
                [this, &scope](const std::string& report, const std::string& name) {
                    print(report + "\n");
                    if (evidence_) evidence_->failed(report, name, scope);
                },
            .settings = {.configured = [this]() -> const auto& { return mock_.configured(); },
                         .in_force = [this]() -> const auto& { return mock_.in_force(); },
                         .apply = [this](const auto& what) { mock_.apply(what); }},
            .read_only = all_.mock.read_only,
            .show_secrets = all_.mock.show_secrets,
            .api_token = all_.api_token,
            .allow_host = all_.allow_host,
            .scopes = &mock_.scopes(),
            .scoped = [this](const std::string& name) { return scoped(name); },
            .reset_scopes = [this] { mock_.reset_named_scopes(); },
            .is_scope = &scope != &mock_.scope(),
            .defer = [this](mocksmtp::net::batch_listener& who) { return mock_.defer(who); }};
    }

    routes::surroundings* scoped(const std::string& name) {
        auto* named = mock_.scopes().registry().make(name);
        if (named == nullptr) return nullptr;
        auto& known = scoped_[name];
        if (!known) known = std::make_unique<routes::surroundings>(world(named->story));
        return known.get();
    }

    std::vector<beast::http_endpoint> http_places() const {
        std::vector<beast::http_endpoint> places;
        places.reserve(all_.mock.bind.size());
        for (const auto& address : all_.mock.bind) places.push_back({address, *all_.http_port});
        return places;
    }

    std::vector<routes::listener_facts> listeners() const {
        std::vector<routes::listener_facts> facts;
        for (const auto& one : mock_.listeners()) {
            const auto* kind = one.kind == listener_kind::tls ? "tls" : "plain";
            facts.push_back({one.name, kind, one.address, one.port, one.accepting, one.failure});
        }
        return facts;
    }

    void check(std::function<void(routes::readiness)> done) {
        mock_.test_listeners([done = std::move(done)](const std::vector<std::string>& failed) {
            std::string names;
            for (const auto& name : failed) names += (names.empty() ? "" : ", ") + name;
            done({failed.empty(), failed.empty() ? "" : names + " does not answer"});
        });
    }

    // Every event of the journal, as the API shows it.
    void log_events() {
        events_ = mock_.scope().subscribers().subscribe([this](const store::notice& what) {
            if (what.why != store::notice::cause::recorded) return;
            if (const auto event = mock_.scope().event_at(what.at.n))
                log_.write(log_level::debug,
                           json::event_text(*event, mock_.scope(), {.secrets = all_.mock.show_secrets}));
        });
    }

    void stop() {
        events_.end();
        if (evidence_) evidence_->finish();
        if (http_) http_->stop();
        mock_.stop();
        loop_.stop();
    }

    const mocksmtp::program_options& all_;
    const logger& log_;
    console out_{STDOUT_FILENO};
    bool told_of_dropping_ = false;
    boost::asio::io_context loop_{1};
    boost::asio::signal_set signals_{loop_, SIGTERM, SIGINT};  // before the first port is open
    mocksmtp::mock mock_;
    routes::surroundings world_;
    std::map<std::string, std::unique_ptr<routes::surroundings>> scoped_;  // by name, of those that were called
    std::unique_ptr<beast::server> http_;
    std::unique_ptr<evidence> evidence_;
    store::subscription events_;
};

}  // namespace

std::vector<std::string> why_not_served(mocksmtp::program_options all, const logger& log) {
    std::vector<std::string> problems;
    const auto tell = [&problems](const char* option, const std::optional<std::string>& why) {
        if (why) problems.push_back(std::string(option) + " " + *why);
    };
    if (!all.tls_ca_out.empty()) tell("--tls-ca-out", why_not_replaced(all.tls_ca_out));
    if (!all.port_file.empty()) tell("--port-file", why_not_replaced(all.port_file));
    if (!all.report_dir.empty()) tell("--report-dir", why_not_filled(all.report_dir));
    all.report_dir.clear();
    all.http_port.reset();
    all.mock.read_only = true;  // no listener is opened
    try {
        const service tried(all, log);
    } catch (const std::exception& wrong) {
        problems.emplace_back(wrong.what());
    }
    return problems;
}

int serve(const mocksmtp::program_options& all, const logger& log) {
    std::signal(SIGPIPE, SIG_IGN);  // who reads stdout or the log may leave
    std::unique_ptr<service> running;
    try {
        running = std::make_unique<service>(all, log);
        running->announce();
    } catch (const std::exception& wrong) {
        std::fprintf(stderr, "mocksmtp: %s\n", wrong.what());
        return 2;
    }
    try {
        running->run();
    } catch (const std::exception& wrong) {
        log.write(log_level::error, wrong.what());
        return 1;
    }
    return 0;
}

}  // namespace api::program
