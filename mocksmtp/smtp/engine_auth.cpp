#include <algorithm>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/catalogue.hpp"
#include "mocksmtp/smtp/base64_habits.hpp"
#include "mocksmtp/smtp/engine.hpp"
#include "mocksmtp/smtp/extensions.hpp"

namespace mocksmtp::smtp {

namespace {

bool any_secret(const sasl::fields& decoded) {
    return std::any_of(decoded.begin(), decoded.end(), [](const sasl::decoded_field& one) { return one.secret; });
}

std::optional<std::string> pinned_for(const std::string& mechanism, const std::vector<pinned_challenge>& all) {
    const auto one =
        std::find_if(all.begin(), all.end(), [&](const pinned_challenge& each) { return each.mechanism == mechanism; });
    return one == all.end() ? std::nullopt : std::optional(one->bytes);
}

// An initial response as octets: "=" is an empty one (RFC 4954 4).
std::optional<std::string> decode_initial(const std::string& sent, base64_reading how = base64_reading::strict) {
    return sent == "=" ? std::optional<std::string>(std::string()) : read_base64(sent, how);
}

// LOGIN has asked for no password yet, or is not going to.
bool is_user_due(const attempt& made, unsigned challenges) {
    return made.mechanism == "LOGIN" && challenges == (made.initial_response ? 0 : 1);
}

bool has_extra_nul(const attempt& made, const sasl::fields& decoded) {
    return made.mechanism == "PLAIN" && !decoded.empty() &&
           std::count(decoded[0].value.begin(), decoded[0].value.end(), '\0') > 2;
}

sasl::peer_certificate peer_of(const client_certificate& shown) {
    return {.subject = shown.subject,
            .common_name = shown.common_name,
            .names = shown.names,
            .verified = shown.verified,
            .distrust = shown.distrust};
}

}  // namespace

bool session::engine::offers(std::string_view mechanism) const {
    const auto offered = offered_mechanisms(face(), *around_.limits, around_.users, now());
    return std::find(offered.begin(), offered.end(), mechanism) != offered.end();
}

// What forbids this AUTH before its mechanism is even asked.
std::optional<reply> session::engine::auth_refusal(const commands::auth& what) const {
    const bool asks_tls = around_.limits->require_tls && !tls_;
    if (asks_tls && face().sequence.need_tls.empty()) return word(reply_id::tls_required);  // RFC 3207 4
    if (face().auth.needs_ehlo && !talk_.extended) return word(reply_id::auth_not_offered);
    if (talk_.user) return word(reply_id::auth_already_done);
    if (talk_.mail && !face().auth.during_mail) return word(reply_id::auth_not_during_mail);
    if (offered_mechanisms(face(), *around_.limits, around_.users, now()).empty())
        return word(tls_ ? reply_id::auth_not_offered : reply_id::auth_disabled_without_tls);
    const bool several = what.initial_response && what.initial_response->find(' ') != std::string::npos;
    if (several && !face().auth.blanks_in_response) return word(reply_id::auth_syntax);
    if (!offers(what.mechanism) || (face().auth.exact_case && !what.in_capitals))
        return word(reply_id::auth_mechanism_unknown,
                    {.argument = what.mechanism, .detail = base::to_lower(what.mechanism)});
    if (what.initial_response == "=" && !face().auth.equals_is_empty) return word(reply_id::auth_equals_sign);
    using enum base::diagnostic_code;
    if (!talk_.extended && strict(auth_before_ehlo)) return strict_refusal(auth_before_ehlo);
    const bool readable = sasl::find(what.mechanism)->plaintext && !tls_;
    if (readable && strict(auth_plaintext_without_tls)) return strict_refusal(auth_plaintext_without_tls);
    return std::nullopt;
}

sasl::context session::engine::around_attempt(const std::string& mechanism) {
    return {.nonces = around_.nonces,
            .place = {around_.where.listener, ordinal_, {}, auth_attempts_++},
            .pinned_challenge = pinned_for(mechanism, around_.limits->challenges),
            .host = around_.limits->hostname,
            .time = around_.time.now(),
            .under_tls = tls_.has_value(),
            .keytab = around_.limits->keytab,
            .layers = around_.limits->security_layers,
            .channel_bindings = bindings_ ? bindings_() : std::vector<sasl::channel_binding>(),
            .binding_offered = offers(mechanism + "-PLUS"),
            .peer = tls_ && tls_->client ? std::optional(peer_of(*tls_->client))
                                         : std::nullopt};  // RFC 5801 section 10 names it so
}

session::engine::authenticating session::engine::begin_attempt(const commands::auth& what) const {
    authenticating begun;
    begun.so_far.mechanism = what.mechanism;
    begun.so_far.offered = talk_.offered;
    begun.so_far.initial_response = what.initial_response.has_value();
    begun.so_far.under_tls = tls_.has_value();
    return begun;
}

void session::engine::on(const commands::auth& what, const parsed_command& given) {
    if (face().auth.login_equals_is_none && what.mechanism == "LOGIN" && what.initial_response == "=") {
        record(command_received{std::string(given.line), std::nullopt});
        commands::auth bare = what;
        bare.initial_response.reset();
        return on(bare, given);
    }
    authenticating exchange = begin_attempt(what);
    attempt& so_far = exchange.so_far;
    const auto refusal = auth_refusal(what);
    const sasl::catalogue_row* const row = sasl::find(what.mechanism);
    std::optional<std::string> initial;
    std::optional<sasl::step> first;
    // Whatever cannot be read as the mechanism's response may still hold a password.
    bool secret = what.initial_response.has_value();
    if (!refusal) {
        exchange.mechanism = row->make(around_attempt(what.mechanism), around_.users);
        if (what.initial_response) initial = decode_initial(*what.initial_response, face().auth.base64);
        const bool usable = !what.initial_response || (initial && row->client_first);
        if (usable) {
            first = exchange.mechanism->next(what.initial_response ? std::optional<std::string_view>(*initial)
                                                                   : std::nullopt);
            if (what.initial_response)
                secret = any_secret(exchange.mechanism->decode_last()) || !decode_initial(*what.initial_response);
        }
    }
    if (what.initial_response)
        record(command_received{std::string(given.line), secret ? std::optional(what.response_offset) : std::nullopt});
    exchanged said{direction::client, std::string(given.line), {}, secret};
    if (first && what.initial_response) said.decoded = exchange.mechanism->decode_last();
    so_far.exchange.push_back(std::move(said));
    if (!talk_.extended) note({base::diagnostic_code::auth_before_ehlo, {}, {}});
    if (row != nullptr && row->plaintext && !tls_)
        note({base::diagnostic_code::auth_plaintext_without_tls, what.mechanism, {}});
    if (refusal) {
        ++errors_;
        const bool too_early = around_.limits->require_tls && !tls_;
        return end_attempt(
            std::move(exchange),
            too_early || offers(what.mechanism) ? attempt_outcome::refused : attempt_outcome::unsupported, *refusal);
    }
    if (what.initial_response && !row->client_first) {
        note({base::diagnostic_code::auth_initial_response_not_allowed, what.mechanism, what.response_offset});
        return end_attempt(std::move(exchange), attempt_outcome::malformed,
                           word(reply_id::auth_malformed, {.detail = "no initial response is allowed here"}));
    }
    if (!first) {
        const base64_fault fault = find_fault(*what.initial_response);
        return end_attempt(std::move(exchange), attempt_outcome::malformed,
                           word(fault_id(face().replies, fault, true), {.detail = std::to_string(fault.at)}));
    }
    take_step(exchange, *std::move(first));
}

void session::engine::on_auth_line(authenticating& exchange, const command_line& line) {
    attempt& so_far = exchange.so_far;
    const std::string text(line.text);
    if (line.too_long) return refuse_overlong(exchange, line);
    if (text == "*") {
        record(command_received{text, std::nullopt});
        so_far.exchange.push_back({direction::client, text, {}, false});
        return end_attempt(std::move(exchange), attempt_outcome::cancelled, word(reply_id::auth_cancelled));
    }
    const auto response = read_base64(text, face().auth.base64);
    const bool nobody = response == "" && is_user_due(so_far, exchange.challenges) &&
                        face().replies.find(reply_id::auth_empty_user) != nullptr;
    if (!response || nobody) {
        record(command_received{text, 0});
        so_far.exchange.push_back({direction::client, text, {}, true});
        const base64_fault fault = find_fault(text);
        return end_attempt(std::move(exchange), attempt_outcome::malformed,
                           word(nobody ? reply_id::auth_empty_user : fault_id(face().replies, fault, false),
                                {.detail = std::to_string(fault.at)}));
    }
    sasl::step step = exchange.mechanism->next(*response);
    sasl::fields decoded = exchange.mechanism->decode_last();
    const bool secret = any_secret(decoded) || !base::decode_base64(text);
    record(command_received{text, secret ? std::optional<std::size_t>(0) : std::nullopt});
    if (line.ended_by_lf) note({base::diagnostic_code::command_ended_by_lf, {}, text.size()});
    so_far.exchange.push_back({direction::client, text, std::move(decoded), secret});
    take_step(exchange, std::move(step));
}

void session::engine::take_step(authenticating& exchange, sasl::step step) {
    if (auto* asked = std::get_if<sasl::challenge>(&step)) return challenge(std::move(exchange), std::move(*asked));
    const sasl::findings& found = exchange.mechanism->found();
    const bool for_another = found.authzid && *found.authzid != found.user;
    if (std::holds_alternative<sasl::accepted>(step) && for_another && !face().auth.other_authzid) {
        exchange.refused_because = "the authorization identity is not the user";
        return end_attempt(std::move(exchange), attempt_outcome::refused, word(reply_id::auth_not_for_authzid));
    }
    if (std::holds_alternative<sasl::accepted>(step)) {
        const std::string user = found.user, mechanism = exchange.so_far.mechanism;
        return end_attempt(std::move(exchange), attempt_outcome::accepted,
                           word(reply_id::auth_succeeded, {.user = user, .mechanism = mechanism}));
    }
    if (const auto* broken = std::get_if<sasl::malformed>(&step)) {
        const bool extra = has_extra_nul(exchange.so_far, exchange.mechanism->decode_last());
        return end_attempt(
            std::move(exchange), attempt_outcome::malformed,
            word(extra ? reply_id::auth_extra_nul : reply_id::auth_malformed, {.detail = broken->because}));
    }
    const bool empty = found.secret && found.secret->empty();
    const std::string user = found.user, mechanism = exchange.so_far.mechanism;
    end_attempt(
        std::move(exchange), attempt_outcome::refused,
        word(empty ? reply_id::auth_empty_password : reply_id::auth_failed, {.user = user, .mechanism = mechanism}));
}

// LOGIN asks in the persona's words.
const std::string& session::engine::as_prompted(const std::string& challenge) const {
    if (challenge == "Username:") return face().auth.user_prompt;
    return challenge == "Password:" ? face().auth.password_prompt : challenge;
}

void session::engine::challenge(authenticating exchange, sasl::challenge asked) {
    const std::string& prompted = as_prompted(asked.bytes);
    if (prompted != asked.bytes) asked.decoded = {{.name = "prompt", .value = prompted}};
    reply usual{code_challenge,
                std::nullopt,
                {asked.bytes.empty() ? face().auth.empty_challenge : base::encode_base64(prompted)}};
    const auto parked = std::make_shared<authenticating>(std::move(exchange));
    parked->so_far.found = parked->mechanism->found();
    phase_ = commanding{};
    const auth_moment moment{.to_command = parked->challenges == 0, .challenge = parked->challenges + 1};
    const std::string mechanism = parked->so_far.mechanism;
    settle(stage::auth, {.verb = "AUTH", .argument = mechanism, .trying = &parked->so_far, .moment = moment}, usual,
           [this, parked, usual, decoded = std::move(asked.decoded)](reply& said, const verdict* by) mutable {
               if (said.code != code_challenge) {
                   parked->so_far.outcome = attempt_outcome::refused;
                   return conclude_attempt(parked->so_far, said, by);
               }
               ++parked->challenges;
               if (said.lines != usual.lines) decoded.clear();  // nobody knows what a rule's challenge means
               parked->so_far.exchange.push_back({direction::server, wire_text(said), std::move(decoded), false});
               phase_ = std::move(*parked);
           });
}

// A rule has the last word about who is let in; that is for the first digit of its reply to say (RFC 5321 4.2.1).
void session::engine::conclude_attempt(attempt& made, const reply& said, const verdict* by) {
    made.outcome = said.is_none()                              ? attempt_outcome::aborted
                   : said.completed()                          ? attempt_outcome::accepted
                   : made.outcome == attempt_outcome::accepted ? attempt_outcome::refused
                                                               : made.outcome;
    if (said.completed()) let_in(made);
    made.answer = said;
    if (!said.is_none()) made.exchange.push_back({direction::server, wire_text(said), {}, false});
    if (by != nullptr) made.rule = by->by;
    record(authentication_attempted{made});
}

void session::engine::let_in(const attempt& who) {
    talk_.user = who.found.user;
    talk_.authzid = who.found.authzid;
    talk_.mechanism = who.mechanism;
}

void session::engine::end_attempt(authenticating exchange, attempt_outcome outcome, reply usual) {
    phase_ = commanding{};
    if (outcome == attempt_outcome::accepted) secret_may_follow_ = false;
    protection agreed;
    if (exchange.mechanism) exchange.so_far.found = exchange.mechanism->found();
    if (!exchange.refused_because.empty()) exchange.so_far.found.because = std::move(exchange.refused_because);
    if (outcome == attempt_outcome::accepted) agreed.by = exchange.mechanism->take_layer();
    const bool to_command = exchange.challenges == 0;
    const bool has_to_refuse =
        !exchange.mechanism || outcome == attempt_outcome::malformed || outcome == attempt_outcome::cancelled;
    auto made = std::make_shared<attempt>(std::move(exchange.so_far));
    made->outcome = outcome;
    if (outcome != attempt_outcome::accepted && ++auth_failures_ >= around_.limits->max_auth_failures &&
        around_.limits->max_auth_failures != 0)
        usual = word(reply_id::auth_too_many_failures);
    settle(stage::auth,
           {.verb = "AUTH",
            .argument = made->mechanism,
            .trying = made.get(),
            .moment = {.to_command = to_command},
            .has_to_refuse = has_to_refuse},
           std::move(usual), [this, made, agreed = std::move(agreed)](reply& said, const verdict* by) {
               if (said.completed() && agreed.by) sequel_ = agreed;
               conclude_attempt(*made, said, by);
           });
}

}  // namespace mocksmtp::smtp
