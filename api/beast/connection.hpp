// One HTTP connection: reads a request, asks the routes, writes what they answer, and again.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/beast/gzip.hpp"
#include "api/beast/hub.hpp"
#include "api/beast/transport.hpp"
#include "api/routes/request.hpp"
#include "api/routes/response.hpp"
#include "mocksmtp/net/asio_types.hpp"

namespace api::beast {

inline constexpr std::uint32_t header_limit = 65536;                          // octets
inline constexpr std::uint64_t body_limit = std::uint64_t{16} * 1024 * 1024;  // octets
inline constexpr std::chrono::seconds idle_limit{60};                         // for a request, for a write
inline constexpr std::chrono::seconds heartbeat_interval{15};                 // of silent event streams

class connection final : public listener_to_changes, public std::enable_shared_from_this<connection> {
public:
    connection(std::shared_ptr<hub> owner, mocksmtp::net::tcp_socket socket);
    ~connection() override;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    void start();

    void something_happened() override;
    void something_was_said() override;
    void journal_grew() override;
    void shut_down() override;

private:
    using error_code = boost::system::error_code;
    using string_response = boost::beast::http::response<boost::beast::http::string_body>;
    using empty_response = boost::beast::http::response<boost::beast::http::empty_body>;

    enum class phase { reading, answering, waiting, streaming };

    // Reading (connection.cpp).
    void secure();
    void shake_hands();
    void read_header();
    void header_read(error_code wrong);
    bool skip_empty_lines();
    void invite_body();
    void read_body();
    void request_read();
    void answer();
    void refuse(error_code wrong);

    // Waiting for an answer (connection_wait.cpp).
    void wait(routes::not_yet later);
    void look();
    void arm(routes::look_at next);
    void watch_for_hang_up();
    void gone();
    void after_watching(std::function<void()> then);

    // Writing (connection_write.cpp).
    void write(routes::response made);
    void gather();
    void announce_coding(routes::response& head) const;
    void after_others(void (connection::*next)());
    template <class message>
    void fill(message& head, const routes::response& from);
    void write_whole(routes::response head, std::string body);
    void write_stream(routes::response head);
    void pump();
    void write_piece();
    void end_stream();
    void written(error_code wrong);

    // Ending (connection_end.cpp).
    void finish();
    void end_output();
    void drain(std::size_t sofar);
    void close();
    void limit_time(std::chrono::milliseconds length);

    std::shared_ptr<hub> hub_;
    transport transport_;
    mocksmtp::net::steady_timer timer_;  // of what goes on now: idle limit, next look, heartbeat
    hub::place place_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    routes::request asked_;
    bool keep_alive_ = true;
    unsigned version_ = 11;

    phase phase_ = phase::reading;
    std::optional<routes::not_yet> later_;
    bool watching_ = false;       // a read is under way that only waits for the client to go
    std::function<void()> then_;  // what to do once that read is over
    bool look_posted_ = false;

    std::shared_ptr<routes::body_source> source_;
    routes::response sourced_;  // what the body from the source belongs to
    bool may_pack_ = false;     // the body can be compressed
    bool packs_ = false;        // and the client wants that
    std::optional<gzip_stream> packer_;
    bool tail_ = false;  // the stream has shown all there is and waits for more
    std::string piece_;  // of the body, made and not yet written
    string_response whole_;
    empty_response head_;
    std::optional<boost::beast::http::response_serializer<boost::beast::http::string_body>> whole_writer_;
    std::optional<boost::beast::http::response_serializer<boost::beast::http::empty_body>> head_writer_;
};

}  // namespace api::beast
