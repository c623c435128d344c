// What a connection does when its socket or its deadline says something; connection.cpp has the loop itself.
#include <boost/asio/post.hpp>

#include <utility>

#include "mocksmtp/net/connection.hpp"

namespace mocksmtp::net {
namespace {

constexpr std::size_t ahead_limit = 65536;             // octets read ahead while nobody wants them
constexpr unsigned discards_in_a_turn = 16;            // reads before other connections get their turn
constexpr std::chrono::milliseconds emptying_poll{5};  // how often the kernel is asked whether all has arrived
constexpr unsigned emptying_polls = 100;               // then RST follows all the same

}  // namespace

void connection::on_ready(readiness what) {
    const auto alive = shared_from_this();
    if (what.input) wire_.input_arrived(what.ending);
    if (what.broken && std::exchange(errors_watched_, false)) on_error();
    if (what.output && std::exchange(output_watched_, false)) on_output();
    if (what.input && std::exchange(input_watched_, false)) on_input();
}

void connection::watch_input() {
    input_watched_ = true;
    if (!wire_.is_emptied()) ask_again();
}

void connection::watch_output() {
    output_watched_ = true;
    ask_again();
}

void connection::watch_errors() {
    if (!std::exchange(errors_watched_, true)) ask_again();
}

void connection::ask_again() { home_.sockets->ask(wire_.socket().descriptor(), *this, output_watched_); }

void connection::on_input() {
    reads_ = 0;
    switch (state_) {
        case state::reading:
            state_ = state::working;
            switch (take_input(wire::source::socket_too)) {
                case took::something:
                    return go_on();
                case took::the_end:
                    return;
                case took::nothing:
                    break;
            }
            state_ = state::reading;
            return watch_input();
        case state::pausing:
            return take_early_input();
        case state::holding:
        case state::dribbling:
            return look_ahead();
        case state::handshaking:
            return shake_hands();
        case state::parting:
            return discard_input();
        case state::working:
        case state::flushing:
        case state::pausing_deaf:
        case state::emptying:
        case state::over:
            return;
    }
}

void connection::take_early_input() {
    const std::size_t room = smtp::session::early_input_limit - early_octets_;
    if (room == 0) return watch_errors();
    const std::span<char> buffer = home_.buffers.current().first(room);
    const wire::receipt got =
        wire_.read(buffer, wire_.under_tls() ? home_.scratch() : std::span<char>(), wire::source::socket_too);
    wire_.keep_remainder();
    switch (got.how) {
        case wire::arrival::gone:
            return lose(smtp::cause::reset);
        case wire::arrival::nothing:
            break;
        case wire::arrival::octets:
            early_octets_ += got.octets;
            session_->received({buffer.data(), got.octets});
            break;
        case wire::arrival::ended:
            end_told_ = true;
            session_->input_ended();
            return watch_errors();
    }
    watch_input();
}

void connection::look_ahead() {
    switch (wire_.look_ahead(home_.buffers.current(), ahead_limit)) {
        case wire::arrival::gone:
            return lose(smtp::cause::reset);
        case wire::arrival::octets:
            return watch_errors();
        case wire::arrival::nothing:
        case wire::arrival::ended:
            break;
    }
    const bool at_end = wire_.at_end();
    if (!at_end) return wire_.has_ended() ? watch_errors() : watch_input();
    if (state_ == state::holding) {
        // Half-closed or gone looks the same; a client that half-closed still wants the reply this hold keeps back.
        end_told_ = true;
        session_->input_ended();
    }
    watch_errors();
}

void connection::shake_hands() {
    wire::handshake_result step = wire_.shake_hands(home_.scratch());
    wire_.keep_remainder();
    if (wire_.heard()) session_->handshake_begun();
    if (std::holds_alternative<wire::broken_off>(step)) return no_handshake();
    if (auto* facts = std::get_if<smtp::tls_facts>(&step)) {
        session_->tls_done(std::move(*facts));
        return go_on();
    }
    if (auto* failure = std::get_if<smtp::tls_failure>(&step)) {
        wire_.abandon_tls();
        session_->tls_done(std::move(*failure));
        return go_on();
    }
    if (wire_.flush() == wire::flow::blocked) watch_output();
    watch_input();
}

void connection::no_handshake() {
    if (!wire_.heard()) return lose(smtp::cause::closed);
    wire_.abandon_tls();
    session_->tls_done(smtp::tls_failure{
        .mode = handshake_mode_, .alert = {}, .by_client = true, .detail = "the client hung up during the handshake"});
    go_on();
}

void connection::on_output() {
    if (state_ == state::flushing) {
        reads_ = 0;
        go_on();
    } else if (state_ == state::handshaking && wire_.flush() == wire::flow::blocked) {
        watch_output();
    }
}

void connection::on_error() {
    const bool parked = state_ == state::pausing || state_ == state::pausing_deaf || state_ == state::holding ||
                        state_ == state::dribbling;
    if (parked && wire_.socket().is_dead()) lose(smtp::cause::reset);
}

void connection::on_deadline() {
    reads_ = 0;
    switch (state_) {
        case state::reading:
            session_->timed_out();
            return go_on();
        case state::flushing:
            // The peer reads nothing: what is still to be said is dropped, and the session may come to its end.
            wire_.stop_sending();
            if (session_ && std::holds_alternative<smtp::read_more>(*todo_)) {
                todo_.reset();
                session_->timed_out();
            }
            return go_on();
        case state::pausing:
        case state::pausing_deaf:
        case state::dribbling:
            return go_on();
        case state::holding:
            session_->released(std::nullopt);
            return go_on();
        case state::handshaking:
            wire_.abandon_tls();
            session_->timed_out();
            return go_on();
        case state::emptying:
            return empty_and_reset();
        case state::parting:
            return finish();
        case state::working:
        case state::over:
            return;
    }
}

bool connection::release(base::hold_id id, const std::optional<smtp::reply>& instead) {
    if (state_ != state::holding || hold_ != id) return false;
    state_ = state::working;
    deadline_.never();
    session_->released(instead);
    boost::asio::post(home_.sockets->executor(), [self = shared_from_this()] {
        if (self->state_ == state::working) self->go_on();
    });
    return true;
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
    if (session_) session_->disconnected(smtp::cause::shutdown);
    close();
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
