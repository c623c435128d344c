#include "mocksmtp/sasl/catalogue.hpp"

#include <algorithm>
#include <array>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/anonymous.hpp"
#include "mocksmtp/sasl/cram.hpp"
#include "mocksmtp/sasl/digest_md5.hpp"
#include "mocksmtp/sasl/external.hpp"
#include "mocksmtp/sasl/gssapi.hpp"
#include "mocksmtp/sasl/login.hpp"
#include "mocksmtp/sasl/ntlm.hpp"
#include "mocksmtp/sasl/oauthbearer.hpp"
#include "mocksmtp/sasl/plain.hpp"
#include "mocksmtp/sasl/scram.hpp"
#include "mocksmtp/sasl/xoauth2.hpp"

namespace mocksmtp::sasl {

namespace {

bool any_challenge(std::string_view) { return true; }

template <base::hash algorithm>
constexpr catalogue_row scram(std::string_view name) {
    return {.name = name,
            .offered = offering::with_users,
            .client_first = true,
            .can_pin = can_pin_scram,
            .make = make_scram<algorithm, scram_binding::none>};
}

template <base::hash algorithm>
constexpr catalogue_row scram_plus(std::string_view name) {
    return {.name = name,
            .offered = offering::with_users,
            .binds_channel = true,
            .client_first = true,
            .can_pin = can_pin_scram,
            .make = make_scram<algorithm, scram_binding::tls>};
}

constexpr std::array rows{
    catalogue_row{.name = "PLAIN", .plaintext = true, .client_first = true, .make = make_plain},
    catalogue_row{.name = "LOGIN", .plaintext = true, .client_first = true, .make = make_login},
    catalogue_row{.name = "CRAM-MD5", .can_pin = any_challenge, .make = make_cram_md5},
    catalogue_row{.name = "CRAM-SHA1", .can_pin = any_challenge, .make = make_cram_sha1},
    catalogue_row{.name = "DIGEST-MD5",
                  .offered = offering::with_users,
                  .client_first = true,
                  .can_pin = any_challenge,
                  .make = make_digest_md5},
    catalogue_row{.name = "NTLM", .client_first = true, .can_pin = any_challenge, .make = make_ntlm},
    catalogue_row{.name = "XOAUTH2", .plaintext = true, .client_first = true, .make = make_xoauth2},
    catalogue_row{.name = "OAUTHBEARER", .plaintext = true, .client_first = true, .make = make_oauthbearer},
    catalogue_row{.name = "GSSAPI", .offered = offering::with_keytab, .client_first = true, .make = make_gssapi},
    catalogue_row{.name = "EXTERNAL",
                  .offered = offering::when_named,
                  .by_certificate = true,
                  .client_first = true,
                  .make = make_external},
    catalogue_row{.name = "ANONYMOUS", .offered = offering::when_named, .client_first = true, .make = make_anonymous},
    scram_plus<base::hash::sha512>("SCRAM-SHA-512-PLUS"),
    scram<base::hash::sha512>("SCRAM-SHA-512"),
    scram_plus<base::hash::sha384>("SCRAM-SHA-384-PLUS"),
    scram<base::hash::sha384>("SCRAM-SHA-384"),
    scram_plus<base::hash::sha256>("SCRAM-SHA-256-PLUS"),
    scram<base::hash::sha256>("SCRAM-SHA-256"),
    scram_plus<base::hash::sha224>("SCRAM-SHA-224-PLUS"),
    scram<base::hash::sha224>("SCRAM-SHA-224"),
    scram_plus<base::hash::sha1>("SCRAM-SHA-1-PLUS"),
    scram<base::hash::sha1>("SCRAM-SHA-1"),
};

}  // namespace

std::span<const catalogue_row> catalogue() { return rows; }

const catalogue_row* find(std::string_view name) {
    const auto* at =
        std::find_if(rows.begin(), rows.end(), [&](const catalogue_row& row) { return base::iequals(row.name, name); });
    return at == rows.end() ? nullptr : at;
}

}  // namespace mocksmtp::sasl
