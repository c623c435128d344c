// How a connection comes under TLS: the client's first octet, then the handshake.
#include <utility>

#include "mocksmtp/net/connection.hpp"

namespace mocksmtp::net {
namespace {

smtp::tls_failure hung_up(smtp::tls_mode mode) {
    return {.mode = mode, .alert = {}, .by_client = true, .detail = "the client hung up during the handshake"};
}

}  // namespace

void connection::perform(smtp::await_client& wanted) {
    last_patience_ = wanted.patience;
    if (!flushed()) return;
    todo_.reset();
    handshake_due_ = true;
    wait_as(state::awaiting, last_patience_);
    watch_input();
}

void connection::perform(smtp::start_tls& wanted) {
    if (!flushed()) return;
    handshake_mode_ = wanted.with.mode;
    handshake_due_ = false;
    const auto shown = home_.tls ? home_.tls->context(wanted.with.fault) : nullptr;
    todo_.reset();
    if (!shown || wire_.under_tls()) {
        session_->tls_done(smtp::tls_failure{
            .mode = handshake_mode_, .alert = {}, .by_client = false, .detail = "no TLS can be started here"});
        return;
    }
    if (wire_.begin_tls(*shown, handshake_mode_)) session_->plaintext_dropped();
    wait_as(state::handshaking, last_patience_);
    if (wire_.has_input_at_hand() && shake_hands() == handshake::over) return;
    watch_input();
}

void connection::hear_client() {
    switch (wire_.await_octet(home_.buffers.current())) {
        case wire::arrival::gone:
            return lose(smtp::cause::reset);
        case wire::arrival::ended:
            return lose(smtp::cause::closed);
        case wire::arrival::nothing:
            return watch_input();
        case wire::arrival::octets:
            break;
    }
    session_->handshake_begun();
    go_on();
}

// Once it is over the session knows, and wants to go on.
connection::handshake connection::shake_hands() {
    wire::handshake_result step = wire_.shake_hands(home_.scratch());
    wire_.keep_remainder();
    if (std::holds_alternative<tls_engine::wants_input>(step)) {
        if (wire_.flush() == wire::flow::blocked) watch_output();
        return handshake::under_way;
    }
    if (auto* facts = std::get_if<smtp::tls_facts>(&step)) {
        session_->tls_done(std::move(*facts), [this] { return wire_.channel_bindings(); });
    } else {
        auto* failure = std::get_if<smtp::tls_failure>(&step);
        wire_.abandon_tls();
        session_->tls_done(failure != nullptr ? std::move(*failure) : hung_up(handshake_mode_));
    }
    state_ = state::working;
    return handshake::over;
}

}  // namespace mocksmtp::net
