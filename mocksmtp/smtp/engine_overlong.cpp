// Lines that are longer than they may be: read to their end, and refused.
#include "mocksmtp/base/sealed.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

namespace {

// So much of such a command is recorded.
constexpr std::size_t octets_kept = 512;

// A secret is known by its length only: the digest of a part of it would be compared with that of the whole.
command_received recorded(const command_line& line, std::optional<std::size_t> secret_from) {
    if (!secret_from) return {std::string(line.text.substr(0, octets_kept)), std::nullopt};
    return {std::string(line.text.substr(0, *secret_from)) + base::seal({.length = line.octets - *secret_from}),
            secret_from};
}

exchanged recorded_in_exchange(const command_line& line) {
    return {direction::client, base::seal({.length = line.octets}), {}, true};
}

}  // namespace

// The persona's limit is for commands; responses of mechanisms need more room (RFC 4954 4).
bool session::engine::is_too_long(const command_line& line) const {
    const std::size_t most = face().max_line_octets;
    return line.too_long || (most != 0 && line.text.size() + 2 > most && !base::istarts_with(line.text, "AUTH "));
}

void session::engine::refuse_overlong(const command_line& line) {
    parsed_command given = parse_command(readable(line.text), face().reads);
    if (may_be_secret(given)) given.secret_from = 0;
    const auto* auth = std::get_if<commands::auth>(&given.what);
    const bool attempted = auth != nullptr && auth->initial_response;
    record(recorded(line, attempted ? std::optional(auth->response_offset) : given.secret_from));
    note({base::diagnostic_code::command_line_too_long, {}, octets_kept});
    reply usual = word(reply_id::line_too_long);
    if (!attempted) return refuse(stage::unknown, {}, std::move(usual));
    // RFC 4954 6. A persona that has words for long commands has these for AUTH too.
    static const reply_book book;
    if (usual.lines == book.words(reply_id::line_too_long).lines) usual = word(reply_id::auth_line_too_long);
    authenticating exchange = begin_attempt(*auth);
    exchange.so_far.exchange.push_back(recorded_in_exchange(line));
    end_attempt(std::move(exchange), attempt_outcome::malformed, std::move(usual));
}

void session::engine::refuse_overlong(authenticating& exchange, const command_line& line) {
    record(recorded(line, 0));
    exchange.so_far.exchange.push_back(recorded_in_exchange(line));
    end_attempt(std::move(exchange), attempt_outcome::malformed, word(reply_id::auth_line_too_long));
}

}  // namespace mocksmtp::smtp
