// The acceptor's side of a Kerberos security context, without the library that makes it (which a build may lack).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/sasl/security_layer.hpp"

namespace mocksmtp::sasl {

// Call accept() with what the client sends until it answers something else than `more`; all else is for an
// established context.
class kerberos_acceptor {
public:
    enum class state {
        more,         // the token goes to the client, who has to answer
        established,  // a token goes to the client if there is one
        refused,      // by whatever was proved: unknown service, expired, wrong key
        defective     // the client's token is none
    };
    struct answer {
        state now = state::refused;
        std::string token = {};
        std::string because = {};  // of refused and defective, one clause
    };

    kerberos_acceptor() = default;
    kerberos_acceptor(const kerberos_acceptor&) = delete;
    kerberos_acceptor& operator=(const kerberos_acceptor&) = delete;
    virtual ~kerberos_acceptor();

    virtual answer accept(std::string_view token) = 0;

    virtual std::string principal() const = 0;  // "test@EXAMPLE.TEST"
    virtual bool can_sign() const = 0;
    virtual bool can_encrypt() const = 0;

    virtual std::string wrap(std::string_view plain) = 0;  // signed, not encrypted
    virtual std::optional<std::string> unwrap(std::string_view wire) = 0;

    // Takes the context away: nothing may be called any more. The client takes buffers of so many octets; nullptr if
    // that is too few for any. `at_most` is what is taken from the client.
    virtual std::unique_ptr<security_layer> make_layer(bool encrypting, std::uint32_t client_takes,
                                                       std::uint32_t at_most) = 0;
};

// Why this file will not do as a keytab, with the remedy; empty if it will. A build without Kerberos takes none.
std::string keytab_complaint(const std::string& file);

// With the keys of the file and no replay cache; in real time. nullptr if keytab_complaint has something to say.
std::unique_ptr<kerberos_acceptor> make_kerberos_acceptor(const std::string& keytab_file);

}  // namespace mocksmtp::sasl
