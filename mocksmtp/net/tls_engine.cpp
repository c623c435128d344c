#include "mocksmtp/net/tls_engine.hpp"

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/net/channel_bindings.hpp"
#include "mocksmtp/net/client_certificate.hpp"
#include "mocksmtp/net/tls_alert.hpp"
#include "mocksmtp/net/tls_transport.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <utility>

namespace mocksmtp::net {
namespace {

constexpr unsigned char handshake_record = 0x16;  // RFC 8446 section 5.1
constexpr unsigned char two_octet_length = 0x80;  // an SSLv2 hello (RFC 5246 appendix E.2); OpenSSL names its fault
constexpr int close_notify = 0;

bool can_begin_tls(unsigned char octet) { return octet == handshake_record || (octet & two_octet_length) != 0; }

smtp::tls_failure not_tls(unsigned char first, smtp::tls_mode mode) {
    const bool printable = (first >= 0x20 && first < 0x7f) || first == '\r' || first == '\n';
    return {.mode = mode,
            .alert = {},
            .by_client = true,
            .detail = printable ? "not TLS: the client sent plain text"
                                : "not TLS: the client's first octet is 0x" +
                                      base::hex(std::string(1, static_cast<char>(first)))};
}

}  // namespace

tls_engine::tls_engine(const tls_context& context, smtp::tls_mode mode)
    : mode_(mode), refuses_(context.refuses()), connection_(context.new_connection()) {
    SSL_set_app_data(connection_.get(), this);
    SSL_set_info_callback(connection_.get(), &tls_engine::on_info);
    BIO* both = tls_transport::make(*this).release();
    SSL_set_bio(connection_.get(), both, both);
}

void tls_engine::on_info(const SSL* connection, int where, int code) {
    if ((where & SSL_CB_ALERT) == 0) return;
    auto* engine = static_cast<tls_engine*>(SSL_get_app_data(connection));
    const int number = code & 0xff;  // the upper octet is the level
    if (number != close_notify && engine->first_alert_.number < 0)
        engine->first_alert_ = {.number = number, .by_client = (where & SSL_CB_READ) != 0};
}

void tls_engine::keep() {
    if (incoming_.empty()) {
        kept_.clear();
        return;
    }
    std::string remaining(incoming_);
    kept_ = std::move(remaining);
    incoming_ = kept_;
}

void tls_engine::give_more(std::string_view octets) {
    if (octets.empty()) return;
    std::string all(incoming_);
    all += octets;
    kept_ = std::move(all);
    incoming_ = kept_;
}

tls_engine::handshake_result tls_engine::handshake() {
    if (incoming_.empty() && !begun_) return wants_input{};
    if (!begun_ && !can_begin_tls(static_cast<unsigned char>(incoming_.front())))
        return not_tls(static_cast<unsigned char>(incoming_.front()), mode_);
    begun_ = true;
    ERR_clear_error();
    const int result = SSL_do_handshake(connection_.get());
    established_ = result == 1;
    if (established_) return facts();
    if (SSL_get_error(connection_.get(), result) == SSL_ERROR_WANT_READ) return wants_input{};
    return failure();
}

smtp::tls_facts tls_engine::facts() const {
    const char* sni = SSL_get_servername(connection_.get(), TLSEXT_NAMETYPE_host_name);
    return {.mode = mode_,
            .version = SSL_get_version(connection_.get()),
            .cipher = SSL_get_cipher_name(connection_.get()),
            .sni = sni != nullptr ? std::optional<std::string>(sni) : std::nullopt,
            .client = shown_by_client(connection_.get())};
}

std::vector<sasl::channel_binding> tls_engine::channel_bindings() const {
    return channel_bindings_of(connection_.get());
}

smtp::tls_failure tls_engine::failure() const {
    std::string reason = take_openssl_error();
    if (first_alert_.number < 0)
        return {.mode = mode_,
                .alert = {},
                .by_client = true,
                .detail = (established_ ? "TLS broke off: " : "the TLS handshake broke off: ") + reason};
    const std::string name = alert_name(first_alert_.number);
    if (first_alert_.by_client)
        return {.mode = mode_, .alert = name, .by_client = true, .detail = "client alert " + name};
    if (refuses_) reason = "refused on purpose";
    return {.mode = mode_, .alert = name, .by_client = false, .detail = "server alert " + name + ": " + reason};
}

tls_engine::reading tls_engine::read(std::span<char> into) {
    std::size_t total = 0;
    while (total < into.size()) {
        ERR_clear_error();
        std::size_t count = 0;
        const int result = SSL_read_ex(connection_.get(), into.data() + total, into.size() - total, &count);
        total += count;
        if (result == 1) continue;
        if (total > 0) break;  // what ended it will show again at the next call
        switch (SSL_get_error(connection_.get(), result)) {
            case SSL_ERROR_WANT_READ:
                return {condition::wants_input, 0};
            case SSL_ERROR_ZERO_RETURN:
                return {condition::ended, 0};
            default:
                return {condition::broken, 0};
        }
    }
    ERR_clear_error();
    return {condition::octets, total};
}

bool tls_engine::at_end() {
    ERR_clear_error();
    char octet = 0;
    std::size_t count = 0;
    const int result = SSL_peek_ex(connection_.get(), &octet, 1, &count);
    const bool end = result != 1 && SSL_get_error(connection_.get(), result) == SSL_ERROR_ZERO_RETURN;
    ERR_clear_error();
    return end;
}

void tls_engine::write(std::string_view octets) {
    if (octets.empty()) return;
    ERR_clear_error();
    std::size_t written = 0;
    SSL_write_ex(connection_.get(), octets.data(), octets.size(), &written);
}

void tls_engine::finish() {
    ERR_clear_error();
    SSL_shutdown(connection_.get());
    ERR_clear_error();
}

}  // namespace mocksmtp::net
