// Many sockets behind one descriptor of the loop: a socket is registered once, and waiting for more of what it has been
// emptied of costs no system call, which each of Asio's own waits does.
#pragma once

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <sys/epoll.h>

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "mocksmtp/net/asio_types.hpp"

namespace mocksmtp::net {

/// What has happened to a socket since it was last heard of.
struct readiness {
    bool input = false;   // octets, the end, or an error: reading will tell
    bool output = false;  // octets can be sent again, or sending will tell the error
    bool ending = false;  // the peer's FIN has arrived, perhaps behind octets, or an error
    bool broken = false;  // an error, or neither side can say anything any more
};

/// Who waits for the end of a batch of sockets that are told of in a row.
class batch_listener {
public:
    virtual void on_batch_end() = 0;

protected:
    ~batch_listener() = default;
};

/// Whom a poll_set tells about one socket.
class watcher : public batch_listener {
public:
    virtual void on_ready(readiness what) = 0;

protected:
    ~watcher() = default;
};

/// Tells of changes only: who has not read all there is has to ask(). Belongs to the loop's thread.
class poll_set : public std::enable_shared_from_this<poll_set> {
public:
    /// Throws setup_error when the kernel has no descriptor left.
    explicit poll_set(boost::asio::io_context& loop);

    /// Begins to tell of input and errors, of what is there already too; false: the kernel has no room for it.
    bool add(int descriptor, watcher& who);
    /// Tells again, from the loop, of what is there now, and of output if that is wanted.
    void ask(int descriptor, watcher& who, bool output);
    /// Whether several sockets are told of in a row just now.
    bool in_company() const { return in_hand_ > 1; }
    /// While sockets are told of: calls on_batch_end() behind the last of them, once for each call of this, and is
    /// true. False: none is told of.
    bool defer(batch_listener& who);
    /// Tells it nothing more. Its descriptor has to be closed.
    void forget(const watcher& who);
    /// Tells nobody anything more.
    void close();

    loop_executor executor() { return set_.get_executor(); }
    /// The time, or when the sockets were asked last, while they are told of: asked once for many of them.
    std::chrono::steady_clock::time_point now() const {
        return in_hand_ == 0 ? std::chrono::steady_clock::now() : asked_;
    }

private:
    bool control(int operation, int descriptor, watcher& who, bool output);
    void wait();
    void tell_all();
    void tell_batch();

    boost::asio::posix::basic_stream_descriptor<loop_executor> set_;
    std::array<epoll_event, 64> batch_{};
    std::vector<batch_listener*> deferred_;        // to the end of the batch
    std::chrono::steady_clock::time_point asked_;  // for the batch
    std::size_t told_ = 0;                         // of the batch
    std::size_t in_hand_ = 0;                      // events in the batch
    bool waiting_ = false;
};

}  // namespace mocksmtp::net
