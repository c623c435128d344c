// What a connection does when its socket or its deadline says something; connection.cpp has the loop itself.
#include <boost/asio/post.hpp>

#include <utility>

#include "mocksmtp/net/connection.hpp"

namespace mocksmtp::net {
namespace {

constexpr std::size_t ahead_limit = 65536;  // octets read ahead while nobody wants them

}  // namespace

void connection::on_ready(readiness what) {
    const auto alive = shared_from_this();
    if (what.input) wire_.input_arrived(what.ending);
    if (what.ending && state_ == state::pausing_deaf) look_for_end();
    if (what.broken && std::exchange(errors_watched_, false)) on_error();
    if (what.output && std::exchange(output_watched_, false)) on_output();
    if (what.input && std::exchange(input_watched_, false)) on_input();
}

// The replies that a read_more did not wait for.
void connection::on_batch_end() {
    if (state_ != state::reading || wire_.flush() == wire::flow::done) return;
    todo_ = smtp::read_more{.patience = last_patience_};
    wait_as(state::flushing, last_patience_);
    watch_output();
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
        case state::awaiting:
            return hear_client();
        case state::pausing:
            return handshake_due_ ? look_ahead() : take_early_input();
        case state::holding:
        case state::dribbling:
            return look_ahead();
        case state::handshaking:
            if (shake_hands() == handshake::under_way) return watch_input();
            if (state_ == state::working) go_on();
            return;
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

// No more than the session keeps: nothing has arrived for it once that is full.
wire::arrival connection::give_early_input() {
    const std::span<char> buffer = home_.buffers.current().first(smtp::session::early_input_limit - early_octets_);
    if (buffer.empty()) return wire::arrival::nothing;
    const wire::receipt got =
        wire_.read(buffer, wire_.under_tls() ? home_.scratch() : std::span<char>(), wire::source::socket_too);
    wire_.keep_remainder();
    if (got.how != wire::arrival::octets) return got.how;
    early_octets_ += got.octets;
    session_->received({buffer.data(), got.octets});
    return got.how;
}

void connection::take_early_input() {
    if (early_octets_ == smtp::session::early_input_limit) return watch_errors();
    switch (give_early_input()) {
        case wire::arrival::gone:
            return lose(smtp::cause::reset);
        case wire::arrival::nothing:
        case wire::arrival::octets:
            return watch_input();
        case wire::arrival::ended:
            return end_early();
    }
}

// Half-closed or gone looks the same. Who half-closes has sent all that it wants answered, QUIT at last; who has sent
// nothing behind the command whose reply is still out does not wait for it any more.
void connection::end_early() {
    if (!session_->has_input()) return lose(smtp::cause::closed);
    end_told_ = true;
    session_->input_ended();
    watch_errors();
}

// In a pause in which nothing is read, the end shows only where no octets stand before it.
void connection::look_for_end() {
    if (!handshake_due_ && !session_->has_input() && !wire_.has_input_at_hand() && wire_.socket().is_at_end())
        lose(smtp::cause::closed);
}

// What has come while nobody read belongs to the pause that is over; false: the connection is gone.
bool connection::hand_over_early_input() {
    while (!handshake_due_ && !end_told_) {
        switch (give_early_input()) {
            case wire::arrival::octets:
                continue;
            case wire::arrival::gone:
                lose(smtp::cause::reset);
                return false;
            case wire::arrival::nothing:
                return true;
            case wire::arrival::ended:
                if (session_->has_input()) return true;
                lose(smtp::cause::closed);
                return false;
        }
    }
    return true;
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
    if (state_ == state::holding) return end_early();
    watch_errors();
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
        case state::awaiting:
            session_->timed_out();
            return go_on();
        case state::flushing:
            // The peer reads nothing: what is still to be said is dropped, and the session may come to its end.
            wire_.stop_sending();
            stop_dribbling();
            if (session_ && std::holds_alternative<smtp::read_more>(*todo_)) {
                todo_.reset();
                session_->timed_out();
            }
            return go_on();
        case state::pausing_deaf:
            if (!hand_over_early_input()) return;
            return go_on();
        case state::pausing:
        case state::dribbling:
            return go_on();
        case state::holding:
            if (!hand_over_early_input()) return;
            session_->hold_ran_out();
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

bool connection::release(base::hold_id id, const std::optional<smtp::answer>& instead) {
    if (state_ != state::holding || hold_ != id) return false;
    if (!hand_over_early_input()) return true;
    session_->released(instead);
    resume();
    return true;
}

void connection::dismiss(const std::optional<smtp::answer>& farewell, smtp::hang_up::how way) {
    dismissed_ = true;
    switch (state_) {
        case state::flushing:
            // Nobody would read a farewell, nor what stands before it.
            wire_.stop_sending();
            if (auto* last = std::get_if<smtp::hang_up>(&*todo_))
                last->way = way;
            else
                todo_.reset();
            dribbled_ = 0;
            break;
        case state::dribbling:
            // The farewell stands behind a whole reply, not amid one.
            stop_dribbling();
            break;
        case state::handshaking:
            wire_.abandon_tls();
            break;
        default:
            break;
    }
    session_->dismiss(farewell, way);
    resume();
}

// Goes on, but not before the caller is done.
void connection::resume() {
    state_ = state::working;
    deadline_.never();
    boost::asio::post(home_.sockets->executor(), [self = shared_from_this()] {
        if (self->state_ == state::working) self->go_on();
    });
}

}  // namespace mocksmtp::net
