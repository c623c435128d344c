#include "mocksmtp/mock_server.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <thread>
#include <type_traits>
#include <utility>

#include "mocksmtp/capture.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/waiting.hpp"

namespace mocksmtp {

namespace {

options on_free_ports() {
    options made;
    made.smtp_port = 0;
    made.smtps_port = 0;
    return made;
}

match::filter filter_of(const wanted_message& wanted) {
    match::filter made;
    const auto add = [&](match::field_id id, const std::optional<std::string>& value) {
        if (!value) return;
        auto compiled = match::compile({id, {}}, match::equal_to(*value));
        if (const auto* error = std::get_if<match::pattern_error>(&compiled))
            throw std::invalid_argument(error->detail);
        made.add({id, {}}, std::get<match::matcher>(std::move(compiled)));
    };
    add(match::field_id::from, wanted.from);
    add(match::field_id::to, wanted.to);
    add(match::field_id::subject, wanted.subject);
    add(match::field_id::user, wanted.user);
    add(match::field_id::mechanism, wanted.mechanism);
    return made;
}

template <class Record>
auto captured(const store::found<Record>& found) {
    std::vector<decltype(capture(*found.items[0]))> all;
    all.reserve(found.items.size());
    for (const Record* one : found.items) all.push_back(capture(*one));
    return all;
}

// The expectation behind wait_for_...: at least one of these.
verify::verification at_least_one(match::item_kind what, match::filter which, std::chrono::milliseconds within) {
    verify::expectation wanted;
    wanted.what = what;
    wanted.which = std::move(which);
    return verify::alone(std::move(wanted), within);
}

}  // namespace

class mock_server::runner {
public:
    explicit runner(const options& what) : mock_(loop_, what), thread_([this] { loop_.run(); }) {}

    ~runner() {
        boost::asio::post(loop_, [this] {
            mock_.stop();
            loop_.stop();
        });
        thread_.join();
    }

    // Runs `job` on the loop and waits for what it answers, exceptions included.
    template <class Job>
    auto call(Job job) {
        std::packaged_task<decltype(job())()> task(std::move(job));
        auto answer = task.get_future();
        boost::asio::post(loop_, [&task] { task(); });
        return answer.get();
    }

    // What `make` says of the outcome, once it is as expected.
    template <class Function>
    auto wait_for(verify::verification what, Function make) {
        using result = std::invoke_result_t<Function, const verify::outcome&>;
        auto answer = call(
            [&] { return std::make_shared<waiting<result>>(loop_, mock_, std::move(what), std::move(make))->start(); });
        return answer.get();
    }

    mock& inside() { return mock_; }

private:
    boost::asio::io_context loop_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{loop_.get_executor()};
    mock mock_;
    std::thread thread_;  // last: it uses all of the above
};

mock_server::mock_server() : mock_server(on_free_ports()) {}
mock_server::mock_server(const options& what) : runner_(std::make_unique<runner>(what)) {}
mock_server::~mock_server() = default;

std::vector<bound_listener> mock_server::listeners() const {
    return runner_->call([this] { return runner_->inside().listeners(); });
}

namespace {
std::uint16_t port_of(const std::vector<bound_listener>& all, listener_kind kind) {
    for (const bound_listener& one : all) {
        if (one.kind == kind) return one.port;
    }
    throw std::out_of_range(kind == listener_kind::plain ? "there is no plain listener" : "there is no TLS listener");
}
}  // namespace

std::uint16_t mock_server::smtp_port() const { return port_of(listeners(), listener_kind::plain); }
std::uint16_t mock_server::smtps_port() const { return port_of(listeners(), listener_kind::tls); }

std::string mock_server::authority_pem() const {
    return runner_->call([this] { return runner_->inside().authority_pem(); });
}

captured_message mock_server::wait_for_message(const wanted_message& wanted, std::chrono::milliseconds within) {
    return runner_->wait_for(at_least_one(match::item_kind::message, filter_of(wanted), within),
                             [this](const verify::outcome& seen) {
                                 const base::message_id first{seen.found.front().matched.front()};
                                 return capture(*runner_->inside().scope().find(first));
                             });
}

captured_hold mock_server::wait_for_hold(std::chrono::milliseconds within) {
    return runner_->wait_for(at_least_one(match::item_kind::hold, {}, within), [this](const verify::outcome& seen) {
        const base::hold_id first{seen.found.front().matched.front()};
        return capture(*runner_->inside().scope().find(first));
    });
}

void mock_server::verify(const verify::verification& what) {
    runner_->wait_for(what, [](const verify::outcome&) { return true; });
}

std::vector<captured_hold> mock_server::holds() const {
    return runner_->call([this] { return captured(store::find_holds(runner_->inside().scope())); });
}

bool mock_server::release(std::string_view hold, const std::optional<rules::answer>& instead) {
    const auto id = base::hold_id::parse(hold);
    return id && runner_->call([&] { return runner_->inside().release(*id, instead); });
}

std::vector<captured_message> mock_server::messages(const wanted_message& wanted) const {
    return runner_->call([&] {
        const match::filter which = filter_of(wanted);
        return captured(store::find_messages(runner_->inside().scope(), {.where = &which}));
    });
}

std::vector<captured_attempt> mock_server::auth_attempts() const {
    return runner_->call([this] { return captured(store::find_attempts(runner_->inside().scope())); });
}

std::vector<captured_transaction> mock_server::transactions() const {
    return runner_->call([this] { return captured(store::find_transactions(runner_->inside().scope())); });
}

void mock_server::put_account(sasl::account who) {
    runner_->call([&] { runner_->inside().users().put(std::move(who)); });
}

bool mock_server::remove_account(std::string_view name) {
    return runner_->call([&] { return runner_->inside().users().remove(name); });
}

std::string mock_server::put_rule(rules::rule what) {
    return runner_->call([&] {
        auto placed = runner_->inside().rules().put(std::move(what));
        if (const auto* wrong = std::get_if<std::vector<rules::fault>>(&placed))
            throw std::invalid_argument(rules::describe(*wrong));
        return std::get<rules::rule_set::placed>(placed).id;
    });
}

bool mock_server::remove_rule(std::string_view id) {
    return runner_->call([&] { return runner_->inside().rules().remove(id); });
}

std::vector<rules::standing> mock_server::rules() const {
    return runner_->call([&] {
        std::vector<rules::standing> all;
        for (const rules::standing* one : runner_->inside().rules().all()) all.push_back(*one);
        return all;
    });
}

void mock_server::reset() {
    runner_->call([this] { runner_->inside().reset(); });
}

}  // namespace mocksmtp
