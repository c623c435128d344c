// Drives one session without a socket: what a client sends goes in, what the server says comes out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/nonces.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/smtp/session.hpp"
#include "tests/support/recorder.hpp"

namespace tests {

// How the server under test is configured.
struct house {
    mocksmtp::smtp::settings limits;
    mocksmtp::sasl::directory users;
    mocksmtp::smtp::policy* rules = nullptr;  // nullptr: none
    mocksmtp::smtp::listener_kind kind = mocksmtp::smtp::listener_kind::plain;
    bool over_limit = false;
    std::string persona = "mocksmtp";
    std::shared_ptr<const mocksmtp::smtp::persona> face = {};            // instead of the one of that name
    std::vector<mocksmtp::sasl::channel_binding> channel_bindings = {};  // of the TLS handshake
};

class talk {
public:
    explicit talk(const house& how = {});

    // What the server has said since the last call. TLS handshakes asked for are answered at once with success, unless
    // hold_tls is set.
    std::string heard();
    std::string send(std::string_view bytes);           // in one read
    std::string send_bytewise(std::string_view bytes);  // one read for each octet
    std::string half_close();
    std::string time_out();
    std::string release(const std::optional<mocksmtp::smtp::answer>& instead);
    std::string hold_runs_out();
    std::string dismiss(const std::optional<mocksmtp::smtp::answer>& farewell, mocksmtp::smtp::hang_up::how way);
    void vanish();

    bool closed() const { return closed_; }
    bool parked() const { return parked_; }  // in a hold
    std::size_t handshakes() const { return handshakes_; }
    const std::optional<mocksmtp::smtp::tls_fault>& last_fault() const { return last_fault_; }  // of a handshake
    const std::vector<std::string>& actions() const { return actions_; }  // all but transmit and read_more, by name
    record_book& book() { return *book_; }
    mocksmtp::smtp::session& session() { return *session_; }

private:
    void pump();

    house how_;
    std::unique_ptr<mocksmtp::base::clock> clock_ = mocksmtp::base::make_clock(mocksmtp::base::clock_kind::logical);
    mocksmtp::base::derived_nonces nonces_{"seed"};
    mocksmtp::smtp::no_policy no_rules_;
    std::unique_ptr<record_book> book_ = std::make_unique<record_book>();
    std::unique_ptr<mocksmtp::smtp::session> session_;
    std::string said_;
    std::vector<std::string> actions_;
    std::size_t handshakes_ = 0;
    std::optional<mocksmtp::smtp::tls_fault> last_fault_;
    bool closed_ = false;
    bool parked_ = false;
};

}  // namespace tests
