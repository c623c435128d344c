#include "mocksmtp/mock_server.hpp"

#include "mocksmtp/mock_server_runner.hpp"

namespace mocksmtp {

mock_server::mock_server() : mock_server(options{}) {}
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
    return everything().wait_for_message(wanted, within);
}

captured_hold mock_server::wait_for_hold(std::chrono::milliseconds within) {
    return everything().wait_for_hold(within);
}

void mock_server::verify(const verify::verification& what) { everything().verify(what); }

std::vector<captured_hold> mock_server::holds() const { return everything().holds(); }

bool mock_server::release(std::string_view hold, const std::optional<rules::answer>& instead) {
    return everything().release(hold, instead);
}

std::vector<captured_message> mock_server::messages(const wanted_message& wanted) const {
    return everything().messages(wanted);
}

std::vector<captured_attempt> mock_server::auth_attempts() const { return everything().auth_attempts(); }

std::vector<captured_transaction> mock_server::transactions() const { return everything().transactions(); }

std::string mock_server::transcript(std::string_view session) const { return everything().transcript(session); }

void mock_server::put_account(sasl::account who) {
    runner_->call([&] { runner_->inside().users().put(std::move(who)); });
}

bool mock_server::remove_account(std::string_view name) {
    return runner_->call([&] { return runner_->inside().users().remove(name); });
}

std::string mock_server::put_rule(rules::rule what) { return everything().put_rule(std::move(what)); }

bool mock_server::remove_rule(std::string_view id) { return everything().remove_rule(id); }

std::vector<rules::standing> mock_server::rules() const { return everything().rules(); }

void mock_server::set_accepting(std::string_view listener, bool accepting) {
    const std::string failed = runner_->call([&] { return runner_->inside().set_accepting(listener, accepting); });
    if (!failed.empty()) throw std::runtime_error(failed);
}

std::size_t mock_server::close_sessions() { return everything().close_sessions(); }

void mock_server::advance_clock(std::chrono::milliseconds by) { everything().advance_clock(by); }

std::uint64_t mock_server::position() const { return everything().position(); }

void mock_server::reset() { everything().reset(); }

mock_scope mock_server::everything() const { return {*runner_, {}}; }

mock_scope mock_server::scope(std::string_view name) {
    auto kept = store::scope_registry::name_of(name);
    if (!kept) throw std::invalid_argument("a scope's name is letters, digits and -, at most 63, and not default");
    return {*runner_, *std::move(kept)};
}

mock_scope mock_server::declare_scope(std::string_view name, const std::vector<rules::condition>& match,
                                      std::optional<listener_kind> listen) {
    mock_scope made = scope(name);
    const rules::rule asked{.on = {rules::stage::rcpt}, .match = match, .mute = true};
    if (const auto wrong = rules::check(asked); !wrong.empty()) throw std::invalid_argument(rules::describe(wrong));
    const auto port = listen ? std::optional(own_port{.kind = *listen}) : std::nullopt;
    const std::string failed = runner_->call([&] {
        return runner_->inside().scopes().declare(made.name_, {.which = rules::filter_of(asked), .listen = port});
    });
    if (!failed.empty()) throw std::runtime_error(failed);
    return made;
}

}  // namespace mocksmtp
