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
    for_each_hash(message, [&](std::uint64_t hash) { table_of(hash)[hash].insert(message.id.number); });
}

void message_index::remove(const message_record& message) {
    for_each_hash(message, [&](std::uint64_t hash) {
        table& of = table_of(hash);
        const auto found = of.find(hash);
        if (found == of.end()) return;  // the same recipient twice
        found->second.erase(message.id.number);
        if (found->second.empty()) of.erase(found);
    });
}

std::optional<std::uint64_t> message_index::hash_for(const match::filter& where) {
    for (const auto field : {match::field_id::to, match::field_id::user}) {
        if (const auto* key = where.sole_equal(field)) return hash_of(field, *key);
    }
    return std::nullopt;
}

const message_index::numbers* message_index::find(std::uint64_t hash) const {
    const table& of = by_hash_[hash % tables];
    const auto found = of.find(hash);
    return found == of.end() ? nullptr : &found->second;
}

std::uint64_t message_index::after(std::uint64_t hash, std::uint64_t message) const {
    const auto* known = find(hash);
    return known == nullptr ? 0 : known->after(message);
}

std::uint64_t message_index::before(std::uint64_t hash, std::uint64_t message) const {
    const auto* known = find(hash);
    return known == nullptr ? 0 : known->before(message);
}

}  // namespace mocksmtp::store
