// A server with real sessions, its loop on a thread of its own, for tests that talk to it over real sockets.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>

#include "mocksmtp/net/certificate_authority.hpp"
#include "mocksmtp/net/server.hpp"
#include "notebook.hpp"

namespace net_test {

namespace net = mocksmtp::net;
namespace sasl = mocksmtp::sasl;

using judge_function = std::function<std::optional<smtp::verdict>(const smtp::situation&)>;

class scripted_policy final : public smtp::policy {
public:
    explicit scripted_policy(judge_function judge) : judge_(std::move(judge)) {}
    bool asks(smtp::stage) const override { return true; }
    std::optional<smtp::verdict> judge(const smtp::situation& now) override {
        return judge_ ? judge_(now) : std::nullopt;
    }

private:
    judge_function judge_;
};

struct running_options {
    smtp::settings limits = {};
    net::server_options server = {};
    judge_function judge = {};
};

// Listeners "smtp" (plain) and "smtps" (implicit TLS), unless told otherwise.
class running_server {
public:
    explicit running_server(running_options options = {}) : rules_(std::move(options.judge)) {
        face_->keywords = {"PIPELINING", "SIZE {size}", "STARTTLS", "CHUNKING"};
        *limits_ = options.limits;
        if (options.server.listeners.empty())
            options.server.listeners = {{.name = "smtp", .kind = smtp::listener_kind::plain},
                                        {.name = "smtps", .kind = smtp::listener_kind::tls}};
        auto tls = std::make_shared<net::tls_profiles>(net::usual_certificate("mock.test"));
        authority_pem = tls->authority_pem();
        server_ = std::make_unique<net::server>(loop_, std::move(options.server), std::move(tls),
                                                [this](const smtp::connection_facts& where) { return make(where); });
        for (const net::listener_state& each : server_->listeners()) ports_.push_back(each.port);
        thread_ = std::thread([this] { loop_.run(); });
    }
    ~running_server() {
        on_loop([this](net::server&) { server_.reset(); });
        work_.reset();
        thread_.join();
    }
    running_server(const running_server&) = delete;
    running_server& operator=(const running_server&) = delete;

    std::uint16_t port() const { return ports_.at(0); }
    std::uint16_t tls_port() const { return ports_.at(1); }

    // Does it on the loop's thread and waits for the result.
    template <class Work>
    std::invoke_result_t<Work, net::server&> on_loop(Work work) {
        std::packaged_task<std::invoke_result_t<Work, net::server&>()> task([&] { return work(*server_); });
        auto result = task.get_future();
        boost::asio::post(loop_, [&task] { task(); });
        return result.get();
    }
    net::connection_counts counts() {
        return on_loop([](net::server& server) { return server.counts(); });
    }
    // Asks the loop until the condition holds; false if it does not within a deadline far above need.
    template <class Condition>
    bool await_counts(Condition condition) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
        while (!condition(counts())) {
            if (std::chrono::steady_clock::now() > until) return false;
            std::this_thread::yield();
        }
        return true;
    }

    std::string authority_pem;
    notebook journal;

private:
    std::unique_ptr<smtp::session> make(const smtp::connection_facts& where) {
        return std::make_unique<smtp::session>(smtp::surroundings{.where = where,
                                                                  .face = face_,
                                                                  .limits = limits_,
                                                                  .users = users_,
                                                                  .rules = rules_,
                                                                  .journal = std::make_unique<note_taker>(journal),
                                                                  .time = *clock_,
                                                                  .nonces = nonces_});
    }

    std::shared_ptr<smtp::persona> face_ = std::make_shared<smtp::persona>();
    std::shared_ptr<smtp::settings> limits_ = std::make_shared<smtp::settings>();
    sasl::directory users_;
    scripted_policy rules_;
    std::unique_ptr<base::clock> clock_ = base::make_clock(base::clock_kind::logical);
    base::derived_nonces nonces_{"seed"};
    boost::asio::io_context loop_{1};
    boost::asio::executor_work_guard<net::loop_executor> work_{loop_.get_executor()};
    std::unique_ptr<net::server> server_;
    std::vector<std::uint16_t> ports_;
    std::thread thread_;
};

}  // namespace net_test
