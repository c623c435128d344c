// How a connection ends: orderly, by reset or half, because the peer has gone, or because the server does.
#include <utility>
#include <variant>

#include "mocksmtp/net/connection.hpp"

namespace mocksmtp::net {
namespace {

constexpr unsigned discards_in_a_turn = 16;            // reads before other connections get their turn
constexpr std::chrono::milliseconds emptying_poll{5};  // how often the kernel is asked whether all has arrived
constexpr unsigned emptying_polls = 100;               // then RST follows all the same

}  // namespace

void connection::perform(smtp::hang_up& wanted) {
    if (wanted.way != smtp::hang_up::how::rst) wire_.queue_farewell();
    if (!flushed()) return;
    const smtp::hang_up::how way = wanted.way;
    todo_.reset();
    session_.reset();
    return_borrowed();
    if (way == smtp::hang_up::how::rst) return empty_and_reset();
    wire_.end_output();
    if (end_told_) return finish();
    // Closing now would answer what still comes with RST, and that may destroy replies the peer has not read yet.
    wait_as(state::parting, way == smtp::hang_up::how::half ? home_.waits.half_closed : home_.waits.farewell);
    watch_input();
}

void connection::empty_and_reset() {
    if (wire_.unacknowledged() == 0 || ++polls_ > emptying_polls) {
        wire_.reset();
        return finish();
    }
    wait_as(state::emptying, emptying_poll);
}

void connection::discard_input() {
    for (unsigned i = 0; i < discards_in_a_turn; ++i) {
        const wire::arrival how = wire_.discard(home_.buffers.current()).how;
        if (how == wire::arrival::nothing) break;
        if (how != wire::arrival::octets) return finish();
    }
    watch_input();
}

void connection::lose(smtp::cause why) {
    if (const auto& failure = wire_.tls_failure()) {
        session_->tls_done(*failure);
        // Not at once: what the client has sent since would be answered with RST, and that may destroy the alert.
        todo_ = smtp::hang_up{smtp::hang_up::how::fin};
        return perform(std::get<smtp::hang_up>(*todo_));
    }
    session_->disconnected(why);
    finish();
}

void connection::finish() {
    state_ = state::over;
    close();
    home_.ended(serial_, wire_.heard());
}

void connection::stop() {
    if (state_ == state::over) return;
    state_ = state::over;
    if (session_) say_farewell();
    close();
}

// RFC 5321 3.8 wants 421 before a server goes. Nobody is waited for: what the peer does not take at once is lost.
void connection::say_farewell() {
    if (auto* said = todo_ ? std::get_if<smtp::transmit>(&*todo_) : nullptr) {
        stop_dribbling();
        wire_.queue(std::move(said->bytes));
    }
    session_->dismiss(std::nullopt, smtp::hang_up::how::fin);
    for (smtp::action next = session_->next(); std::holds_alternative<smtp::transmit>(next); next = session_->next())
        wire_.queue(std::move(std::get<smtp::transmit>(next).bytes));
    wire_.queue_farewell();
    wire_.flush();
}

void connection::close() {
    session_.reset();
    todo_.reset();
    return_borrowed();
    deadline_.cancel();
    home_.sockets->forget(*this);
    wire_.close();
}

}  // namespace mocksmtp::net
