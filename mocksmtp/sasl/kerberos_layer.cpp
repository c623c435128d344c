#if MOCKSMTP_HAS_GSSAPI

#include "mocksmtp/sasl/kerberos_layer.hpp"

#include <utility>

namespace mocksmtp::sasl {

namespace {

constexpr std::size_t length_octets = 4;

class kerberos_layer : public security_layer {
public:
    kerberos_layer(gss_context context, bool encrypting, std::size_t room, std::size_t at_most)
        : context_(std::move(context)), encrypting_(encrypting), room_(room), at_most_(at_most) {}

    std::string wrap(std::string_view plain) override {
        std::string wire;
        while (!plain.empty()) {
            gss_buffer_desc input = lent(plain.substr(0, room_));
            gss_text sealed;
            OM_uint32 minor = 0;
            int encrypted = 0;
            if (gssapi().wrap(&minor, context_.get(), encrypting_ ? 1 : 0, GSS_C_QOP_DEFAULT, &input, &encrypted,
                              sealed.out()) != GSS_S_COMPLETE)
                break;  // the context is broken, and nothing may leave in the open
            const std::string buffer = sealed.text();
            for (std::size_t i = length_octets; i-- > 0;) wire += static_cast<char>(buffer.size() >> (8 * i) & 0xff);
            wire += buffer;
            plain.remove_prefix(input.length);
        }
        return wire;
    }

    std::optional<std::string> unwrap(std::string_view wire) override {
        pending_ += wire;
        std::string plain;
        while (pending_.size() >= length_octets) {
            std::size_t length = 0;
            for (std::size_t i = 0; i < length_octets; ++i)
                length = length << 8 | static_cast<unsigned char>(pending_[i]);
            if (length > at_most_) return std::nullopt;
            if (pending_.size() - length_octets < length) break;
            if (!open(std::string_view(pending_).substr(length_octets, length), plain)) return std::nullopt;
            pending_.erase(0, length_octets + length);
        }
        return plain;
    }

private:
    bool open(std::string_view buffer, std::string& into) {
        gss_buffer_desc input = lent(buffer);
        gss_text plain;
        OM_uint32 minor = 0;
        int encrypted = 0;
        // Anything else, as an old or doubled one, is an attack on this connection (RFC 2743 section 1.2.3).
        if (gssapi().unwrap(&minor, context_.get(), &input, plain.out(), &encrypted, nullptr) != GSS_S_COMPLETE)
            return false;
        if (encrypting_ && encrypted == 0) return false;
        into += plain.text();
        return true;
    }

    gss_context context_;
    const bool encrypting_;
    const std::size_t room_;  // octets that make a buffer the client takes
    const std::size_t at_most_;
    std::string pending_;
};

}  // namespace

std::unique_ptr<security_layer> make_kerberos_layer(gss_context context, bool encrypting, std::uint32_t client_takes,
                                                    std::uint32_t at_most) {
    OM_uint32 minor = 0, room = 0;
    const auto major =
        gssapi().wrap_size_limit(&minor, context.get(), encrypting ? 1 : 0, GSS_C_QOP_DEFAULT, client_takes, &room);
    if (major != GSS_S_COMPLETE || room == 0) return nullptr;
    return std::make_unique<kerberos_layer>(std::move(context), encrypting, room, at_most);
}

}  // namespace mocksmtp::sasl

#endif
