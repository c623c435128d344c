#include "mocksmtp/net/wire.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mocksmtp::net {
namespace {

constexpr std::size_t worth_keeping = 256;  // capacity an idle connection may hold for its next reply

void empty(std::string& octets) {
    if (octets.capacity() > worth_keeping)
        octets = std::string();
    else
        octets.clear();
}

}  // namespace

void wire::input_arrived(bool ended) {
    emptied_ = false;
    end_near_ = end_near_ || ended;
}

void wire::queue(std::string octets) {
    if (!sending_) return;
    if (plain_.empty())
        plain_ = std::move(octets);
    else
        plain_ += octets;
}

wire::flow wire::flush() {
    if (!tls_) return send_all(plain_) ? flow::done : flow::blocked;
    if (!plain_.empty()) {
        tls_->write(plain_);
        empty(plain_);
    }
    return send_all(tls_->outgoing()) ? flow::done : flow::blocked;
}

bool wire::send_all(std::string& octets) {
    while (sending_ && sent_ < octets.size()) {
        const stream_socket::transfer sent = socket_.send(std::string_view(octets).substr(sent_));
        if (sent.how == stream_socket::outcome::not_now) return false;
        if (sent.how == stream_socket::outcome::failed) sending_ = false;
        sent_ += sent.octets;
    }
    sent_ = 0;
    empty(octets);
    return true;
}

void wire::stop_sending() { sending_ = false; }

void wire::queue_farewell() {
    if (tls_) {
        flush();  // so that it stands behind what is queued
        tls_->finish();
    }
}

std::size_t wire::unacknowledged() const { return sending_ ? socket_.unacknowledged() : 0; }

wire::receipt wire::receive(std::span<char> into, source from) {
    if (!ahead_.empty()) {
        const std::size_t count = std::min(ahead_.size(), into.size());
        std::memcpy(into.data(), ahead_.data(), count);
        ahead_.erase(0, count);
        if (ahead_.empty()) ahead_ = std::string();
        return {arrival::octets, count};
    }
    if (ended_) return {arrival::ended, 0};
    if (from == source::at_hand) return {};
    const stream_socket::transfer got = socket_.receive(into);
    switch (got.how) {
        case stream_socket::outcome::not_now:
            emptied_ = true;
            return {arrival::nothing, 0};
        case stream_socket::outcome::ended:
            ended_ = true;
            return {arrival::ended, 0};
        case stream_socket::outcome::failed:
            return {arrival::gone, 0};
        case stream_socket::outcome::done:
            break;
    }
    emptied_ = got.octets < into.size() && !end_near_;
    heard_ = true;
    return {arrival::octets, got.octets};
}

wire::receipt wire::decrypt(std::span<char> into) {
    const tls_engine::reading got = tls_->read(into);
    switch (got.how) {
        case tls_engine::condition::octets:
            return {arrival::octets, got.octets};
        case tls_engine::condition::ended:
            return {arrival::ended, 0};
        case tls_engine::condition::broken:
            failure_ = tls_->failure();
            return {arrival::gone, 0};
        case tls_engine::condition::wants_input:
            break;
    }
    return {arrival::nothing, 0};
}

wire::receipt wire::read(std::span<char> into, std::span<char> scratch, source from) {
    if (!tls_) return receive(into, from);
    for (;;) {
        const receipt clear = decrypt(into);
        if (!tls_->outgoing().empty()) flush();  // an alert, or the answer to a key update
        if (clear.how != arrival::nothing) return clear;
        const receipt sealed = receive(scratch, from);
        if (sealed.how != arrival::octets) return sealed;
        tls_->give({scratch.data(), sealed.octets});
    }
}

void wire::keep_remainder() {
    if (tls_) tls_->keep();
}

wire::arrival wire::look_ahead(std::span<char> scratch, std::size_t limit) {
    while (ahead_.size() < limit) {
        std::string before = std::exchange(ahead_, {});
        const receipt more =
            receive(scratch.first(std::min(scratch.size(), limit - before.size())), source::socket_too);
        ahead_ = std::move(before);
        if (more.how != arrival::octets) return more.how;
        ahead_.append(scratch.data(), more.octets);
    }
    return arrival::octets;
}

wire::arrival wire::await_octet(std::span<char> scratch) {
    if (!ahead_.empty()) return arrival::octets;
    const receipt first = receive(scratch, source::socket_too);
    if (first.how == arrival::octets) ahead_.assign(scratch.data(), first.octets);
    return first.how;
}

bool wire::at_end() {
    if (!tls_) return ended_ && ahead_.empty();
    tls_->give_more(std::exchange(ahead_, {}));
    return tls_->at_end() || (ended_ && !tls_->may_have_more());
}

bool wire::begin_tls(const tls_context& context, smtp::tls_mode mode) {
    const bool drops = mode == smtp::tls_mode::starttls && !ahead_.empty();
    if (drops) ahead_ = std::string();
    tls_ = std::make_unique<tls_engine>(context, mode);
    return drops;
}

wire::handshake_result wire::shake_hands(std::span<char> scratch) {
    for (;;) {
        tls_engine::handshake_result step = tls_->handshake();
        if (auto* facts = std::get_if<smtp::tls_facts>(&step)) return std::move(*facts);
        if (auto* failure = std::get_if<smtp::tls_failure>(&step)) return std::move(*failure);
        const receipt sealed = receive(scratch, source::socket_too);
        if (sealed.how == arrival::nothing) return tls_engine::wants_input{};
        if (sealed.how != arrival::octets) return broken_off{};
        tls_->give({scratch.data(), sealed.octets});
    }
}

void wire::abandon_tls() {
    plain_ = std::move(tls_->outgoing());
    tls_.reset();
}

}  // namespace mocksmtp::net
