// OpenSSL's view of a tls_engine as its transport: a BIO that reads the given octets and writes to outgoing().
#pragma once

#include "mocksmtp/net/tls_engine.hpp"

namespace mocksmtp::net {

struct tls_transport {
    /// A BIO for SSL_set_bio; the engine has to outlive it. Reading with nothing given means "try again later".
    static bio_handle make(tls_engine& engine);

private:
    static int read(BIO* bio, char* into, int room);
    static int write(BIO* bio, const char* octets, int count);
    static BIO_METHOD* method();
};

}  // namespace mocksmtp::net
