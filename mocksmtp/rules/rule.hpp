// A rule as it is written down: where it stands, what it matches, how often it acts, and what it does.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/smtp/policy.hpp"

namespace mocksmtp::rules {

using match::stage;

// One field, by the name that filters have for it ("to", "headers.x-tenant"), and what it has to be.
struct condition {
    std::string field;
    match::pattern wants;
};

// As it is, or a preset (see preset.hpp).
using smtp::answer;

// What hits are counted by: each value of it has counters of its own.
enum class counted_per { scope, session, from, to, user, peer };

// So many matches within `per` go by without the rule; it acts on those beyond. Time is the injected clock's.
struct rate_limit {
    std::uint64_t limit = 1;
    std::chrono::milliseconds per{60000};
    friend bool operator==(const rate_limit&, const rate_limit&) = default;
};

// A state that rules share by name; every scenario begins as "started".
struct scenario_step {
    std::string name;
    std::string needs{};    // the state in which the rule acts; empty: any
    std::string becomes{};  // the state after it has acted; empty: the same
    friend bool operator==(const scenario_step&, const scenario_step&) = default;
};

// What is left out does not limit and does not act. check() says what contradicts itself.
struct rule {
    std::string id{};  // letters, digits, - _ . ; at most 64; empty: the rule set gives one
    std::vector<stage> on{};
    std::vector<condition> match{};  // all of them
    // At auth: 0 the reply to the AUTH command itself, 1 the first challenge, and so on; nothing: the reply that ends
    // the exchange.
    std::optional<unsigned> step{};
    std::uint64_t after = 0;  // at body: so many octets of the message have come
    int priority = 0;         // the higher is asked first

    std::uint64_t skip = 0;                // so many matches go by first
    std::optional<std::uint64_t> times{};  // hits, then it is spent
    std::uint64_t every = 1;               // the first match that is not skipped, and every n-th from there
    counted_per per = counted_per::scope;  // of skip, times, every, rate, replies
    std::optional<rate_limit> rate{};
    std::optional<double> probability{};             // 0 to 1; drawn from seed, id and match, the same in every run
    std::optional<std::chrono::milliseconds> ttl{};  // after it was added, by the injected clock
    std::optional<scenario_step> scenario{};

    std::optional<answer> reply{};
    std::vector<answer> replies{};  // one for each hit, in order; then the rule is spent, unless
    bool loop = false;              // they begin again
    std::optional<std::chrono::milliseconds> delay{};
    std::optional<std::chrono::milliseconds> slow_read{};
    std::optional<smtp::pace> dribble{};
    bool mute = false;
    std::optional<smtp::verdict::closing> close{};
    bool keep_open = false;  // a 421 does not close
    std::optional<bool> keep{};
    std::optional<smtp::tls_fault> tls{};
    bool strip_starttls = false;
    std::optional<smtp::changed_offer> advertise{};
    std::optional<std::chrono::milliseconds> hold{};  // at most so long; zero: as long as --hold-timeout says
};

}  // namespace mocksmtp::rules
