#include "mocksmtp/sasl/oauth_exchange.hpp"

#include <variant>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr char separator = '\x01';

}  // namespace

oauth_pairs split_oauth_pairs(std::string_view text) {
    oauth_pairs found;
    if (text.empty() || text.back() != separator || (text.size() > 1 && text[text.size() - 2] != separator))
        return {.complaint = "response does not end in two ^A"};
    text.remove_suffix(1);
    for (; !text.empty(); text.remove_prefix(text.find(separator) + 1)) {
        const std::string_view pair = text.substr(0, text.find(separator));
        const auto equals = pair.find('=');
        if (equals == pair.npos) return {.complaint = "part without an equals sign"};
        found.all.push_back({pair.substr(0, equals), pair.substr(equals + 1)});
    }
    return found;
}

decoded_field further_part(const oauth_pair& part) {
    return {.name = std::string(part.name),
            .value = std::string(part.value),
            .secret = part.name != "host" && part.name != "port"};
}

step oauth_exchange::next(std::optional<std::string_view> response) {
    const std::string_view given = response.value_or(std::string_view{});
    switch (state_) {
        case state::start:
            state_ = state::asked;
            if (response) return judge(given);
            return challenge{};
        case state::asked:
            return judge(given);
        case state::failed:
            state_ = state::over;
            last_ = {};
            if (!given.empty())
                last_ = {{.name = "response", .value = std::string(given), .secret = given != acknowledgement_}};
            return refused{};
        case state::over:
            break;
    }
    return reject("the exchange is over");
}

step oauth_exchange::judge(std::string_view response) {
    state_ = state::over;
    last_ = {{.name = "response", .value = std::string(response), .secret = true}};
    if (const std::string wrong = read(response); !wrong.empty()) return reject(std::string(name_) + ' ' + wrong);
    step outcome = conclude(decide());
    if (!std::holds_alternative<refused>(outcome)) return outcome;
    state_ = state::failed;
    return on_failure_;
}

std::string oauth_exchange::read_bearer(std::string_view auth) {
    constexpr std::string_view scheme = "Bearer ";
    if (!base::istarts_with(auth, scheme)) return "auth is not a bearer token";
    auth.remove_prefix(scheme.size());
    if (auth.empty()) return "response without a token";
    found_.secret = std::string(auth);
    return {};
}

}  // namespace mocksmtp::sasl
