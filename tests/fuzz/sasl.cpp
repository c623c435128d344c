// Any responses, in any number, end every mechanism's exchange once, and nobody unknown to a closed house gets in. A
// security layer, where one was agreed on, takes any octets too.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "mocksmtp/base/nonces.hpp"
#include "mocksmtp/sasl/catalogue.hpp"

namespace {

using namespace mocksmtp;

void require(bool holds) {
    if (!holds) std::abort();
}

// Hands out the input piece by piece: one octet of length, then as many octets as there still are.
struct input {
    std::string_view rest;

    unsigned octet() {
        if (rest.empty()) return 0;
        const auto value = static_cast<unsigned char>(rest.front());
        rest.remove_prefix(1);
        return value;
    }
    std::string_view piece() {
        const std::string_view taken = rest.substr(0, octet());
        rest.remove_prefix(taken.size());
        return taken;
    }
};

// What the conversation around the exchange has.
struct abilities {
    bool layers = false;
    bool binding = false;
};

void converse(const sasl::catalogue_row& row, const sasl::directory& users, abilities can, input in) {
    base::derived_nonces nonces("fuzz");
    sasl::context around{.nonces = nonces, .host = "mock.test", .layers = can.layers, .binding_offered = can.binding};
    if (can.binding) around.channel_bindings = {{"tls-exporter", "binding"}};
    // One round of hashing, and a challenge to which a kept input can have the right answer.
    if (row.name.starts_with("SCRAM-")) around.pinned_challenge = "r=server,s=c2FsdA==,i=1";
    const auto running = row.make(around, users);
    bool over = false;
    std::unique_ptr<sasl::security_layer> layer;
    auto take = [&](std::optional<std::string_view> response) {
        const auto step = running->next(response);
        if (over) require(std::holds_alternative<sasl::malformed>(step));
        over = over || !std::holds_alternative<sasl::challenge>(step);
        for (const auto& field : running->decode_last()) require(!field.name.empty());
        if (over) require(!running->found().because.empty());
        if (!std::holds_alternative<sasl::accepted>(step)) return;
        require(users.open() || row.name == "ANONYMOUS" ||
                (running->found().verified == true && users.find(running->found().user) != nullptr));
        layer = running->take_layer();
        require(can.layers || layer == nullptr);
    };
    const bool has_initial = in.octet() % 2 == 1;
    take(has_initial ? std::optional(in.piece()) : std::nullopt);
    while (!in.rest.empty() && layer == nullptr) take(in.piece());
    bool broken = false;
    while (!in.rest.empty()) {
        const auto plain = layer->unwrap(in.piece());
        require(!broken || !plain);
        broken = !plain;
        layer->wrap("250 OK\r\n");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    input in{{reinterpret_cast<const char*>(data), size}};
    // By name, so that the kept inputs stay with their mechanism whatever the catalogue grows to.
    const auto rows = sasl::catalogue();
    const std::string_view name = in.piece();
    const auto* named = sasl::find(name);
    const auto& row = named != nullptr ? *named : rows[name.size() % rows.size()];
    sasl::directory users;
    const unsigned choice = in.octet();
    if (choice % 2 == 1) users.accounts = {{.name = "test", .passwords = {"secret"}}};
    converse(row, users, {.layers = choice / 2 % 2 == 1, .binding = choice / 4 % 2 == 1}, in);
    return 0;
}
