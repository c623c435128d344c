// The one list of mechanisms there are; a new one is a row here and a pair of files.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// When a mechanism is advertised though nobody named it.
enum class offering {
    always,       // can accept everybody honestly
    with_users,   // proves the server too: only when there is a password to prove it with
    with_keytab,  // Kerberos
    when_named    // never by itself
};

struct catalogue_row {
    std::string_view name;  // upper case, as advertised
    offering offered = offering::always;
    bool binds_channel = false;   // a -PLUS mechanism: advertised only under TLS (RFC 5802 section 6)
    bool by_certificate = false;  // EXTERNAL: advertised only under TLS, where a client can have shown one
    bool plaintext = false;       // the password or token can be read off an unprotected line
    bool client_first = false;    // takes an initial response; the others refuse one (RFC 4954 section 4)
    // Whether it can send these bytes in place of its challenge; null: it has none that depends on the run.
    bool (*can_pin)(std::string_view) = nullptr;
    // The directory is kept by reference, the context is not.
    std::unique_ptr<mechanism> (*make)(const context&, const directory&) = nullptr;
};

// In the order of preference they are advertised in.
std::span<const catalogue_row> catalogue();

// By name in any case; nullptr if there is none.
const catalogue_row* find(std::string_view name);

}  // namespace mocksmtp::sasl
