#include "mocksmtp/store/records.hpp"

#include <algorithm>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/mail/address.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/smtp/content.hpp"
#include "mocksmtp/store/packed.hpp"

namespace mocksmtp::store {
namespace {

// Enough for nearly every envelope and its end, so that it grows once; more room than this in vain is given back.
constexpr std::size_t usual_size = 128, most_in_vain = 64;

std::size_t octets_of(const smtp::reply& what) {
    std::size_t sum = what.raw.view().size();
    for (const auto& line : what.lines) sum += sizeof(std::string) + line.size();
    return sum;
}

}  // namespace

std::size_t session_record::octets() const {
    return sizeof *this + where.listener.size() + where.peer.size() + where.local.size() + (tls ? sizeof *tls : 0);
}

std::size_t attempt_record::octets() const {
    std::size_t sum = sizeof *this + what.found.user.size() + octets_of(what.answer);
    for (const auto& mechanism : what.offered) sum += sizeof(std::string) + mechanism.size();
    for (const auto& line : what.exchange) {
        sum += sizeof line + line.line.size();
        for (const auto& field : line.decoded) sum += sizeof field + field.name.size() + field.value.size();
    }
    return sum;
}

void transaction_record::begin(const smtp::addressed& from) {
    packed_.reserve(usual_size);
    packer(packed_).put(from);
}

void transaction_record::add(const smtp::addressed& to) {
    if (to.refused() && refused_++ >= refused_limit) return;
    packer(packed_).put(to);
    ++recipients_;
}

void transaction_record::finish(const smtp::transaction_ended& how) {
    outcome = how.outcome;
    ended_by = how.by;
    end_at_ = packed_.size();
    packer into(packed_);
    into.put(how.data);
    into.put(how.rule);
    if (packed_.capacity() - packed_.size() > most_in_vain) packed_.shrink_to_fit();
    diagnostics.shrink_to_fit();
}

std::size_t transaction_record::octets() const {
    return sizeof *this + packed_.capacity() + diagnostics.size() * sizeof(base::diagnostic) +
           named.capacity() * sizeof(std::string_view);
}

smtp::envelope transaction_record::envelope() const {
    smtp::envelope made;
    packed_reader from(paths());
    made.from = from.addressed();
    made.to.reserve(recipients_);
    while (!from.done()) made.to.push_back(from.addressed());
    return made;
}

std::string_view transaction_record::from() const { return packed_reader(paths()).glance().address; }

std::vector<std::string_view> transaction_record::recipients(bool refused) const {
    std::vector<std::string_view> made;
    packed_reader from(paths());
    from.glance();
    while (!from.done()) {
        const auto seen = from.glance();
        if (seen.refused == refused) made.push_back(seen.address);
    }
    return made;
}

std::vector<std::string_view> transaction_record::accepted() const { return recipients(false); }
std::vector<std::string_view> transaction_record::refused() const { return recipients(true); }

std::optional<smtp::data_facts> transaction_record::data() const { return packed_reader(end()).data(); }

std::optional<smtp::rule_hit> transaction_record::rule() const {
    packed_reader from(end());
    from.data();
    return from.rule();
}

smtp::reply transaction_record::deciding_reply() const {
    if (auto how = data()) return std::move(how->answer);
    auto mail = envelope();
    const auto last =
        std::find_if(mail.to.rbegin(), mail.to.rend(), [](const smtp::addressed& one) { return one.refused(); });
    return last != mail.to.rend() ? std::move(last->answer) : std::move(mail.from.answer);
}

// What reading and hashing a message has brought; many messages are never asked.
struct message_record::derived {
    explicit derived(std::string_view bytes) : view(bytes) {}
    mail::view view;
    std::string sha256;
    std::optional<std::vector<base::diagnostic>> content;
};

message_record::message_record() = default;
message_record::~message_record() = default;

std::vector<base::diagnostic> message_record::diagnostics() const {
    derived& known = get_derived();
    if (!known.content) known.content = smtp::content_diagnostics(known.view, transaction->envelope(), raw.via);
    std::vector<base::diagnostic> all = transaction->diagnostics;
    all.insert(all.end(), known.content->begin(), known.content->end());
    return all;
}

message_record::derived& message_record::get_derived() const {
    if (!derived_) derived_ = std::make_unique<derived>(raw.bytes.view());
    return *derived_;
}

void message_record::forget_view() const { derived_.reset(); }

const mail::view& message_record::view() const { return get_derived().view; }

const std::string& message_record::sha256() const {
    auto& known = get_derived().sha256;
    if (known.empty()) known = base::hex(base::digest(base::hash::sha256, raw.bytes.view()));
    return known;
}

const smtp::tls_facts* message_record::tls() const { return transaction->under_tls ? session().tls.get() : nullptr; }

std::vector<std::string_view> message_record::bcc() const { return view().unnamed(transaction->accepted()); }

std::size_t message_record::octets() const {
    return sizeof *this + raw.bytes.size() + raw.removed_dots.size() * sizeof(std::size_t);
}

std::string_view hold_record::argument() const {
    const std::string_view whole = what.argument;
    return what.at == match::stage::auth ? whole.substr(0, whole.find(' ')) : whole;
}

std::string hold_record::why_unanswerable() const {
    if (what.answerable) return {};
    return "nothing is said where " + id.text() +
           " goes on (inside a message, before a handshake, or because its rule is mute or closes first); release it "
           "without a reply";
}

std::size_t hold_record::octets() const {
    std::size_t sum = sizeof *this + what.argument.size();
    for (const auto& to : what.to) sum += sizeof(std::string) + to.size();
    return sum + (what.message ? what.message->bytes.size() : 0);
}

}  // namespace mocksmtp::store
