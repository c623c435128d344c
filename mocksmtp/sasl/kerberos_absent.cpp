// A build without MIT krb5: everything but the acceptor itself.
#include "mocksmtp/sasl/kerberos.hpp"

namespace mocksmtp::sasl {

kerberos_acceptor::~kerberos_acceptor() = default;

#if !MOCKSMTP_HAS_GSSAPI

std::string keytab_complaint(const std::string&) {
    return "this build has no Kerberos; build with -DMOCKSMTP_WITH_GSSAPI=ON";
}

std::unique_ptr<kerberos_acceptor> make_kerberos_acceptor(const std::string&) { return nullptr; }

#endif

}  // namespace mocksmtp::sasl
