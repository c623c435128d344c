// The one file that compiles Asio itself (BOOST_ASIO_SEPARATE_COMPILATION). Its TLS streams are not used: tls_engine
// drives OpenSSL without a socket, so that plain and TLS connections share one loop and its buffers.
#include <boost/asio/impl/src.hpp>
