// The HTTP API on top of the mock, without the program: an empty list as a value, and a server on a free port.
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <string>
#include <variant>

#include "api/beast/server.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/store/scope.hpp"

int main() {
    mocksmtp::store::scope scope;
    mocksmtp::sasl::directory users;
    mocksmtp::rules::rule_set rules(scope.clock(), {});
    api::routes::surroundings world{.scope = scope, .users = users, .rules = rules, .version = "of the consumer"};
    const auto answer = api::routes::handle({.target = "/v1/messages", .headers = {{"Host", "localhost"}}}, world, {});
    const auto* list = std::get_if<api::routes::response>(&answer);
    if (!list || list->status != 200) return 1;

    boost::asio::io_context loop;
    api::beast::server server(loop, world, {{}});
    std::printf("listening on port %d\n", server.listening().at(0).port);
    return server.listening().at(0).port == 0;
}
