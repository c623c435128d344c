#include "mocksmtp/net/tls_transport.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace mocksmtp::net {
namespace {

/// Flushing always succeeds, since writing goes to memory; everything else is not supported.
long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

}  // namespace

int tls_transport::read(BIO* bio, char* into, int room) {
    auto& engine = *static_cast<tls_engine*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    if (engine.incoming_.empty()) {
        BIO_set_retry_read(bio);
        return -1;
    }
    const std::size_t count = std::min(static_cast<std::size_t>(room), engine.incoming_.size());
    std::memcpy(into, engine.incoming_.data(), count);
    engine.incoming_.remove_prefix(count);
    return static_cast<int>(count);
}

int tls_transport::write(BIO* bio, const char* octets, int count) {
    auto& engine = *static_cast<tls_engine*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    engine.outgoing_.append(octets, static_cast<std::size_t>(count));
    return count;
}

BIO_METHOD* tls_transport::method() {
    static BIO_METHOD* const made = [] {
        BIO_METHOD* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "mocksmtp transport");
        if (fresh == nullptr) throw std::bad_alloc();
        BIO_meth_set_read(fresh, &tls_transport::read);
        BIO_meth_set_write(fresh, &tls_transport::write);
        BIO_meth_set_ctrl(fresh, &control);
        return fresh;
    }();
    return made;
}

bio_handle tls_transport::make(tls_engine& engine) {
    bio_handle made(BIO_new(method()));
    if (!made) throw std::bad_alloc();
    BIO_set_data(made.get(), &engine);
    BIO_set_init(made.get(), 1);
    return made;
}

}  // namespace mocksmtp::net
