#include "mocksmtp/net/connection.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace mocksmtp::net {
namespace {

// Replies to pipelined commands gather up to this many octets, then they have to leave before the session goes on.
constexpr std::size_t output_limit = 65536;
// A read of so many octets is likely to have left more behind: asking at once is cheaper than waiting for an event.
constexpr std::size_t much = 16384;
// Reads from the socket before other connections get their turn.
constexpr unsigned reads_in_a_turn = 4;

}  // namespace

std::span<char> connection_home::scratch() {
    if (!sealed) sealed.reset(new char[buffer_pool::buffer_octets]);
    return {sealed.get(), buffer_pool::buffer_octets};
}

connection::connection(connection_home& home, std::uint64_t serial, std::string listener, stream_socket connected,
                       std::unique_ptr<smtp::session> driven)
    : home_(home),
      serial_(serial),
      listener_(std::move(listener)),
      wire_(std::move(connected)),
      session_(std::move(driven)),
      deadline_(home.sockets->executor()),
      last_patience_(home.waits.greeting) {}

void connection::start() {
    if (!home_.sockets->add(wire_.socket().descriptor(), *this)) return lose(smtp::cause::reset);
    go_on();
}

void connection::go_on() {
    state_ = state::working;
    while (state_ == state::working) {
        if (!todo_) todo_ = session_->next();
        std::visit([this](auto& wanted) { perform(wanted); }, *todo_);
    }
    keep_borrowed();
    wire_.keep_remainder();
}

void connection::perform(smtp::read_more& wanted) {
    return_borrowed();
    early_octets_ = 0;
    last_patience_ = wanted.patience;
    // The session has been told that nothing more comes, and still waits for more: it would wait for ever.
    if (end_told_) return lose(smtp::cause::closed);
    if (wire_.has_input_at_hand() && take_input(wire::source::at_hand) != took::nothing) return;
    // A peer that waits is woken by what it is sent, which costs more than making a reply: where others have their turn
    // in this batch, their peers are all sent their replies behind it, and one client's many sockets wake it once.
    if (!much_came_ && wire_.queued() > 0 && home_.sockets->in_company() && home_.sockets->defer(*this)) {
        todo_.reset();
        wait_as(state::reading, last_patience_);
        return watch_input();
    }
    if (!flushed()) return;
    if (much_came_ && reads_ < reads_in_a_turn && take_input(wire::source::socket_too) != took::nothing) return;
    todo_.reset();
    wait_as(state::reading, last_patience_);
    watch_input();
}

connection::took connection::take_input(wire::source from) {
    const std::span<char> buffer = home_.buffers.current();
    const wire::receipt got = wire_.read(buffer, wire_.under_tls() ? home_.scratch() : std::span<char>(), from);
    much_came_ = got.octets >= much;
    switch (got.how) {
        case wire::arrival::nothing:
            return took::nothing;
        case wire::arrival::gone:
            lose(smtp::cause::reset);
            return took::the_end;
        case wire::arrival::ended:
            end_told_ = true;
            todo_.reset();
            session_->input_ended();
            return took::something;
        case wire::arrival::octets:
            break;
    }
    if (from == wire::source::socket_too) ++reads_;
    borrowed_ = true;
    todo_.reset();
    session_->received({buffer.data(), got.octets});
    return took::something;
}

void connection::perform(smtp::transmit& wanted) {
    if (!wanted.dribble) {
        if (wire_.queued() > output_limit && !flushed()) return;
        wire_.queue(std::move(wanted.bytes));
        todo_.reset();
        return;
    }
    dribble(wanted);
}

void connection::dribble(smtp::transmit& wanted) {
    if (!flushed()) return;
    const std::size_t portion = std::max<std::size_t>(wanted.dribble->octets, 1);
    wire_.queue(wanted.bytes.substr(dribbled_, portion));
    dribbled_ += portion;
    if (dribbled_ >= wanted.bytes.size()) {
        dribbled_ = 0;
        todo_.reset();
        return;
    }
    wire_.flush();  // if the peer does not take it, the next portion waits
    wait_as(state::dribbling, wanted.dribble->every);
    watch_input();
    if (wanted.dribble->every.count() <= 0) {
        // At once, but others have their turn between two portions.
        boost::asio::post(home_.sockets->executor(), [self = shared_from_this()] {
            if (self->state_ == state::dribbling) self->go_on();
        });
    }
}

// What is left of a dribbled reply leaves in one piece.
void connection::stop_dribbling() {
    auto* wanted = todo_ ? std::get_if<smtp::transmit>(&*todo_) : nullptr;
    if (wanted == nullptr || !wanted->dribble) return;
    wanted->dribble.reset();
    wanted->bytes.erase(0, std::exchange(dribbled_, 0));
}

void connection::perform(smtp::pause& wanted) {
    if (!flushed()) return;
    const smtp::pause asked = wanted;
    todo_.reset();
    if (asked.length.count() <= 0) return;
    wait_as(asked.reading ? state::pausing : state::pausing_deaf, asked.length);
    if (asked.reading && !end_told_)
        watch_input();
    else
        watch_errors();
}

void connection::perform(smtp::hold& wanted) {
    if (!flushed()) return;
    hold_ = wanted.id;
    const std::chrono::milliseconds at_most = wanted.at_most;
    todo_.reset();
    wait_as(state::holding, at_most);
    if (!end_told_)
        watch_input();
    else
        watch_errors();
}

bool connection::flushed() {
    if (wire_.flush() == wire::flow::done) return true;
    wait_as(state::flushing, last_patience_);
    watch_output();
    return false;
}

void connection::wait_as(state next, std::chrono::milliseconds at_most) {
    state_ = next;
    // A pause is never shorter than was asked for.
    const auto begun = next == state::reading ? home_.sockets->now() : deadline::clock::now();
    if (at_most.count() > 0)
        deadline_.at(begun + at_most, *this, &connection::on_deadline);
    else
        deadline_.never();
}

void connection::keep_borrowed() {
    if (borrowed_ && !kept_ && state_ != state::over) kept_ = home_.buffers.take();
}

void connection::return_borrowed() {
    borrowed_ = false;
    if (kept_) home_.buffers.give_back(std::move(kept_));
}

}  // namespace mocksmtp::net
