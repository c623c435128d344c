// The one file that compiles Beast itself (BOOST_BEAST_SEPARATE_COMPILATION), and Asio's TLS streams.
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
