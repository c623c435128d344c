#include "mocksmtp/store/journal.hpp"

#include <cstring>

#include "mocksmtp/store/packed.hpp"

namespace mocksmtp::store {
namespace {

event_details unpack(event_kind kind, std::string_view packed) {
    packed_reader from(packed);
    switch (kind) {
        case event_kind::session_opened:
        case event_kind::tls_started:
        case event_kind::tls_failed:
        case event_kind::session_ended:
            return {};
        case event_kind::command: {
            smtp::command_received command;
            if (const auto secret = from.number()) command.secret_from = secret - 1;
            command.line = from.text();
            return command;
        }
        case event_kind::reply: {
            smtp::reply_made reply;
            reply.said = from.reply();
            reply.rule = from.rule();
            return reply;
        }
        case event_kind::authentication:
            return base::attempt_id{from.number()};
        case event_kind::message_accepted:
            return base::message_id{from.number()};
        case event_kind::transaction_ended:
            return base::transaction_id{from.number()};
        case event_kind::rule_acted: {
            smtp::rule_acted acted;
            acted.at = static_cast<match::stage>(from.number());
            acted.by = from.rule().value_or(smtp::rule_hit{});
            return acted;
        }
        case event_kind::hold_opened: {
            hold_begun begun;
            begun.id.number = from.number();
            begun.at = static_cast<match::stage>(from.number());
            begun.by = from.rule().value_or(smtp::rule_hit{});
            return begun;
        }
        case event_kind::hold_closed: {
            smtp::hold_closed closed;
            closed.id.number = from.number();
            closed.released = from.number() != 0;
            return closed;
        }
        case event_kind::diagnosed: {
            smtp::diagnosed diagnosed;
            diagnosed.of_transaction = from.number() != 0;
            diagnosed.what = from.diagnostic();
            return diagnosed;
        }
        case event_kind::mark:
        case event_kind::expectation_failed:
        case event_kind::expectation_abandoned:
            return remark{std::string(from.text())};
    }
    return {};
}

}  // namespace

void journal::entry::set(std::string_view packed) {
    clear();
    if (packed.size() <= inside) {
        if (!packed.empty()) std::memcpy(bytes, packed.data(), packed.size());  // nothing at all may have no address
        length = static_cast<std::uint8_t>(packed.size());
        return;
    }
    const on_heap made{new char[packed.size()], packed.size()};
    std::memcpy(made.data, packed.data(), packed.size());
    std::memcpy(bytes, &made, sizeof made);
    length = outside;
}

void journal::entry::clear() {
    if (length == outside) delete[] heap().data;
    length = forgotten;
}

journal::entry::on_heap journal::entry::heap() const {
    on_heap made;
    std::memcpy(&made, bytes, sizeof made);
    return made;
}

std::string_view journal::entry::packed() const {
    if (length == outside) return {heap().data, heap().size};
    return {bytes, static_cast<std::size_t>(length)};
}

journal::entry* journal::place_of(std::uint64_t n) {
    if (n == 0 || n > newest_) return nullptr;
    const auto& block = blocks_[(n - 1) / block_size];
    return block == nullptr ? nullptr : &block->entries[(n - 1) % block_size];
}

journal::entry* journal::find(std::uint64_t n) {
    auto* found = place_of(n);
    return found != nullptr && found->alive() ? found : nullptr;
}

std::uint64_t journal::append(const new_event& what) {
    const auto place = newest_ % block_size;
    if (place == 0) {
        blocks_.push_back(std::make_unique_for_overwrite<run>());
        octets_ += sizeof(run);
    }
    auto& into = blocks_.back()->entries[place];
    into.set(what.packed);
    into.time = what.time.time_since_epoch().count();
    into.session = what.session.number & entry::ordinals;
    into.kind = static_cast<std::uint8_t>(what.kind);
    if (what.packed.size() > entry::inside) octets_ += what.packed.size();
    ++blocks_.back()->alive;
    ++newest_;
    if (auto* previous = place_of(what.previous)) previous->next = newest_;
    return newest_;
}

void journal::skip_to(std::uint64_t n) {
    while (newest_ < n) {
        const bool at_begin = newest_ % block_size == 0;
        const bool whole = at_begin && n - newest_ >= block_size;
        if (at_begin) {
            blocks_.push_back(whole ? nullptr : std::make_unique_for_overwrite<run>());
            octets_ += whole ? 0 : sizeof(run);
        }
        newest_ += whole ? block_size : 1;
    }
}

std::optional<event_record> journal::read(std::uint64_t n, std::uint64_t epoch) const {
    const auto* found = find(n);
    if (found == nullptr) return std::nullopt;
    event_record made;
    made.at = {epoch, n};
    made.time = base::timestamp{std::chrono::milliseconds{found->time}};
    made.kind = static_cast<event_kind>(found->kind);
    made.session.number = found->session;
    made.what = unpack(made.kind, found->packed());
    return made;
}

std::optional<journal::heading> journal::glance(std::uint64_t n) const {
    const auto* found = find(n);
    if (found == nullptr) return std::nullopt;
    return heading{static_cast<event_kind>(found->kind), base::session_id{found->session}, found->next};
}

std::uint64_t journal::subject(std::uint64_t n) const {
    const auto* found = find(n);
    return found == nullptr ? 0 : packed_reader(found->packed()).number();
}

std::uint64_t journal::after(std::uint64_t n) const {
    for (++n; n <= newest_; ++n) {
        if (blocks_[(n - 1) / block_size] == nullptr) {
            n = (n - 1) / block_size * block_size + block_size;  // the last of the missing block
        } else if (find(n) != nullptr) {
            return n;
        }
    }
    return 0;
}

void journal::forget(std::uint64_t n, std::uint64_t previous) {
    auto* going = find(n);
    if (going == nullptr) return;
    if (auto* before = find(previous)) before->next = going->next;
    octets_ -= going->length == entry::outside ? going->heap().size : 0;
    going->clear();
    const auto number = (n - 1) / block_size;
    auto& block = blocks_[number];
    const bool complete = newest_ >= (number + 1) * block_size;
    if (--block->alive > 0 || !complete) return;
    block.reset();
    octets_ -= sizeof(run);
}

}  // namespace mocksmtp::store
