#if MOCKSMTP_HAS_GSSAPI

#include "mocksmtp/sasl/kerberos.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "mocksmtp/sasl/kerberos_handles.hpp"
#include "mocksmtp/sasl/kerberos_layer.hpp"

namespace mocksmtp::sasl {

namespace {

// Everything said of a status code, joined.
std::string words_of(OM_uint32 code, int kind) {
    std::string all;
    OM_uint32 more = 0;
    do {
        gss_text one;
        OM_uint32 minor = 0;
        if (gssapi().display_status(&minor, code, kind, gssapi().kerberos, &more, one.out()) != GSS_S_COMPLETE) break;
        all += (all.empty() ? "" : "; ") + one.text();
    } while (more != 0);
    return all;
}

// What the keytab is good for; the status of it.
struct acquired {
    OM_uint32 major = GSS_S_COMPLETE;
    OM_uint32 minor = 0;
};

acquired acquire(const std::string& keytab_file, gss_credentials& into) {
    const std::string keytab = "FILE:" + keytab_file;
    std::array elements{
        gss_key_value_element_desc{"keytab", keytab.c_str()},
        // Without one no file is written, and no token is known from an earlier session.
        gss_key_value_element_desc{"rcache", "none:"},
    };
    const gss_key_value_set_desc store{elements.size(), elements.data()};
    gss_OID_set_desc kerberos_alone{1, gssapi().kerberos};
    acquired made;
    made.major = gssapi().acquire_cred_from(&made.minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &kerberos_alone, GSS_C_ACCEPT,
                                            &store, into.out(), nullptr, nullptr);
    return made;
}

// What the library calls nonexistent or empty: a file that cannot be read, and one of another kind. Keytabs begin with
// an octet 5.
std::string file_fault(const std::string& keytab_file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(keytab_file.c_str(), "rb"), &std::fclose);
    if (!file) return std::strerror(errno);
    char first = 0;
    const auto count = std::fread(&first, 1, 1, file.get());
    if (std::ferror(file.get())) return std::strerror(errno);
    return count == 1 && first == 5 ? "" : "it is no keytab";
}

class acceptor : public kerberos_acceptor {
public:
    gss_credentials& credentials() { return credentials_; }

    answer accept(std::string_view token) override {
        gss_buffer_desc input = lent(token);
        gss_name_t client = nullptr;
        gss_text output;
        OM_uint32 minor = 0, ignored = 0;
        const OM_uint32 major =
            gssapi().accept_sec_context(&minor, context_.out(), credentials_.get(), &input, GSS_C_NO_CHANNEL_BINDINGS,
                                        &client, nullptr, output.out(), &flags_, nullptr, nullptr);
        if (client != nullptr) {
            gss_text name;
            if (gssapi().display_name(&ignored, client, name.out(), nullptr) == GSS_S_COMPLETE)
                principal_ = name.text();
            gssapi().release_name(&ignored, &client);
        }
        if (GSS_ERROR(major) == 0)
            return {.now = (major & GSS_S_CONTINUE_NEEDED) != 0 ? state::more : state::established,
                    .token = output.text()};
        const bool defective = GSS_ROUTINE_ERROR(major) == GSS_S_DEFECTIVE_TOKEN;
        return {.now = defective ? state::defective : state::refused, .because = gss_reason(major, minor)};
    }

    std::string principal() const override { return principal_; }
    bool can_sign() const override { return (flags_ & GSS_C_INTEG_FLAG) != 0; }
    bool can_encrypt() const override { return (flags_ & GSS_C_CONF_FLAG) != 0; }

    std::string wrap(std::string_view plain) override {
        gss_buffer_desc input = lent(plain);
        gss_text output;
        OM_uint32 minor = 0;
        gssapi().wrap(&minor, context_.get(), 0, GSS_C_QOP_DEFAULT, &input, nullptr, output.out());
        return output.text();
    }

    std::optional<std::string> unwrap(std::string_view wire) override {
        gss_buffer_desc input = lent(wire);
        gss_text output;
        OM_uint32 minor = 0;
        if (gssapi().unwrap(&minor, context_.get(), &input, output.out(), nullptr, nullptr) != GSS_S_COMPLETE)
            return std::nullopt;
        return output.text();
    }

    std::unique_ptr<security_layer> make_layer(bool encrypting, std::uint32_t client_takes,
                                               std::uint32_t at_most) override {
        return make_kerberos_layer(std::move(context_), encrypting, client_takes, at_most);
    }

private:
    gss_credentials credentials_;
    gss_context context_;
    OM_uint32 flags_ = 0;
    std::string principal_;
};

}  // namespace

std::string gss_reason(OM_uint32 major, OM_uint32 minor) {
    std::string own = minor != 0 ? words_of(minor, GSS_C_MECH_CODE) : std::string();
    return own.empty() ? words_of(major, GSS_C_GSS_CODE) : own;
}

std::string keytab_complaint(const std::string& file) {
    if (!gssapi().missing.empty())
        return "cannot use the keytab " + file + ": " + gssapi().missing +
               "; install MIT krb5's libgssapi_krb5; the container image has it as target full";
    gss_credentials credentials;
    const acquired made = acquire(file, credentials);
    if (made.major == GSS_S_COMPLETE) return {};
    const std::string fault = file_fault(file);
    return "cannot use the keytab " + file + ": " + (fault.empty() ? gss_reason(made.major, made.minor) : fault) +
           "; give a file made by ktutil or kadmin's ktadd";
}

std::unique_ptr<kerberos_acceptor> make_kerberos_acceptor(const std::string& keytab_file) {
    if (!gssapi().missing.empty()) return nullptr;
    auto made = std::make_unique<acceptor>();
    if (acquire(keytab_file, made->credentials()).major != GSS_S_COMPLETE) return nullptr;
    return made;
}

}  // namespace mocksmtp::sasl

#endif
