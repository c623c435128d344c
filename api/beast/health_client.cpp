#include "api/beast/health_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"

namespace api::beast {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

class asking {
public:
    explicit asking(const health_question& question) : question_(question), stream_(loop_) {
        const auto address =
            question.address.find(':') == std::string::npos ? question.address : "[" + question.address + "]";
        const auto host = address + ":" + std::to_string(question.port);
        answer_.because = (question.tls ? "https://" : "http://") + host + question.path + ": ";
        request_ = {http::verb::get, question.path, 11};
        request_.set(http::field::host, host);
        request_.set(http::field::connection, "close");
        if (!question.token.empty()) request_.set(http::field::authorization, "Bearer " + question.token);
    }

    health_answer run() {
        error_code wrong;
        const auto address = asio::ip::make_address(question_.address, wrong);
        if (wrong) return {false, "\"" + question_.address + "\" is not a numeric address"};
        stream_.expires_after(question_.patience);
        stream_.async_connect(asio::ip::tcp::endpoint(address, question_.port),
                              [this](error_code failed) { failed ? give_up(failed) : connected(); });
        loop_.run();
        return answer_;
    }

private:
    void give_up(error_code failed) {
        answer_.because += failed == boost::beast::error::timeout ? "no answer in time" : failed.message();
    }

    void connected() {
        if (!question_.tls) return ask(stream_);
        auto& secure = secure_.emplace(stream_, tls_.emplace(asio::ssl::context::tls_client));
        secure.async_handshake(asio::ssl::stream_base::client,
                               [this, &secure](error_code failed) { failed ? give_up(failed) : ask(secure); });
    }

    template <class stream>
    void ask(stream& through) {
        http::async_write(through, request_, [this, &through](error_code failed, std::size_t) {
            if (failed) return give_up(failed);
            http::async_read(through, buffer_, response_,
                             [this](error_code unread, std::size_t) { unread ? give_up(unread) : conclude(); });
        });
    }

    void conclude() {
        answer_.ready = response_.result() == http::status::ok;
        const std::string_view body = response_.body();
        const auto first_line = body.substr(0, std::min<std::size_t>(body.find('\n'), 200));
        answer_.because += std::to_string(response_.result_int()) + " " + mocksmtp::base::printable(response_.reason());
        if (!first_line.empty()) answer_.because += ": " + mocksmtp::base::printable(first_line);
    }

    health_question question_;
    health_answer answer_;
    asio::io_context loop_{1};
    boost::beast::tcp_stream stream_;
    // OpenSSL takes longer to begin than a question in the clear takes in all.
    std::optional<asio::ssl::context> tls_;
    std::optional<asio::ssl::stream<boost::beast::tcp_stream&>> secure_;
    boost::beast::flat_buffer buffer_;
    http::request<http::empty_body> request_;
    http::response<http::string_body> response_;
};

}  // namespace

health_answer ask_health(const health_question& question) { return asking(question).run(); }

}  // namespace api::beast
