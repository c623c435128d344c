#include "mocksmtp/store/message_index.hpp"

#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::store {
namespace {

// FNV-1a over the field and the key, so that it is the same in every process.
std::uint64_t hash_of(match::field_id field, std::string_view key) {
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;
    hash = (hash ^ static_cast<std::uint64_t>(field)) * prime;
    for (const char octet : key) hash = (hash ^ static_cast<unsigned char>(octet)) * prime;
    return hash;
}

std::uint64_t hash_of_text(match::field_id field, std::string_view text) {
    return hash_of(field, match::index_key(field, text));
}

template <class visitor>
void for_each_hash(const message_record& message, visitor visit) {
    for (const auto recipient : message.transaction->accepted()) visit(hash_of_text(match::field_id::to, recipient));
    const auto* auth = message.auth();
    if (auth != nullptr && !auth->what.found.user.empty())
        visit(hash_of_text(match::field_id::user, auth->what.found.user));
}

}  // namespace

void message_index::add(const message_record& message) {
    for_each_hash(message, [&](std::uint64_t hash) { keys_.insert({hash, message.id.number}); });
}

void message_index::remove(const message_record& message) {
    for_each_hash(message, [&](std::uint64_t hash) { keys_.erase({hash, message.id.number}); });
}

std::optional<std::uint64_t> message_index::hash_for(const match::filter& where) {
    for (const auto field : {match::field_id::to, match::field_id::user}) {
        if (const auto* key = where.sole_equal(field)) return hash_of(field, *key);
    }
    return std::nullopt;
}

std::uint64_t message_index::after(std::uint64_t hash, std::uint64_t message) const {
    const auto found = keys_.upper_bound({hash, message});
    return found != keys_.end() && found->hash == hash ? found->message : 0;
}

std::uint64_t message_index::before(std::uint64_t hash, std::uint64_t message) const {
    auto found = keys_.lower_bound({hash, message});
    if (found == keys_.begin()) return 0;
    --found;
    return found->hash == hash ? found->message : 0;
}

}  // namespace mocksmtp::store
