// Drives one mechanism through one exchange, with readable answers for the tests.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/base/nonces.hpp"
#include "mocksmtp/sasl/catalogue.hpp"

namespace mocksmtp::tests {

// A step in one word, or what it carries: "accepted", "refused", "501 because", "334 challenge".
inline std::string spelled(const sasl::step& what) {
    struct speller {
        std::string operator()(const sasl::challenge& c) const { return "334 " + c.bytes; }
        std::string operator()(const sasl::accepted&) const { return "accepted"; }
        std::string operator()(const sasl::refused&) const { return "refused"; }
        std::string operator()(const sasl::malformed& m) const { return "501 " + m.because; }
    };
    return std::visit(speller{}, what);
}

// Fields as "name=value" joined by a comma and a blank; secret ones as "name*=value".
inline std::string spelled(const sasl::fields& decoded) {
    std::string text;
    for (const auto& [name, value, secret] : decoded)
        text.append(text.empty() ? "" : ", ").append(name).append(secret ? "*=" : "=").append(value);
    return text;
}

struct exchange {
    sasl::directory users;
    std::optional<std::string> pinned = std::nullopt;
    std::string host = "mock.test";
    base::timestamp time = base::clock_origin();
    bool layers = false;
    base::nonce_place place = {.listener = "plain", .ordinal = 1, .purpose = {}, .step = 0};
    std::vector<sasl::channel_binding> bindings = {};
    bool binding_offered = false;
    base::derived_nonces nonces{"seed"};
    std::optional<sasl::peer_certificate> peer = std::nullopt;
    std::unique_ptr<sasl::mechanism> running = nullptr;

    explicit exchange(sasl::directory with = {}) : users(std::move(with)) {}

    // AUTH with that mechanism; nullopt: without initial response.
    std::string start(std::string_view mechanism, std::optional<std::string_view> initial = std::nullopt) {
        const sasl::context around{.nonces = nonces,
                                   .place = place,
                                   .pinned_challenge = pinned,
                                   .host = host,
                                   .time = time,
                                   .layers = layers,
                                   .channel_bindings = bindings,
                                   .binding_offered = binding_offered,
                                   .peer = peer};
        running = sasl::find(mechanism)->make(around, users);
        return spelled(running->next(initial));
    }
    std::string answer(std::string_view response) { return spelled(running->next(response)); }
    std::string last() const { return spelled(running->decode_last()); }
    const sasl::findings& found() const { return running->found(); }
};

inline sasl::directory one_user(std::string name, std::string password) {
    sasl::directory users;
    users.accounts.push_back({.name = std::move(name), .passwords = {std::move(password)}});
    return users;
}

}  // namespace mocksmtp::tests
