// The inside of a session: its state, and one member for each thing that can happen. Private to mocksmtp/smtp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/smtp/body_reader.hpp"
#include "mocksmtp/smtp/command.hpp"
#include "mocksmtp/smtp/conversation.hpp"
#include "mocksmtp/smtp/esmtp_options.hpp"
#include "mocksmtp/smtp/extensions.hpp"
#include "mocksmtp/smtp/line_reader.hpp"
#include "mocksmtp/smtp/session.hpp"
#include "mocksmtp/smtp/step.hpp"

namespace mocksmtp::smtp {

class session::engine {
public:
    explicit engine(surroundings around);

    action next();
    void received(std::string_view bytes);
    void input_ended() { input_ended_ = true; }
    bool has_input() const { return !input_.empty() || !early_.empty(); }
    void timed_out();
    void end_hold(bool released, const std::optional<answer>& instead);
    void handshake_begun();
    void plaintext_dropped() { note({base::diagnostic_code::plaintext_behind_starttls, {}, {}}); }
    void dismiss(const std::optional<answer>& farewell, hang_up::how way);
    base::session_id id() const { return around_.journal->session(); }
    std::optional<base::session_id> id_in(std::string_view scope) const { return around_.journal->session_in(scope); }
    bool serves(std::string_view scope) const { return around_.journal->serves(scope); }
    void leave() { leaving_ = true; }
    void tls_done(std::variant<tls_facts, tls_failure> how, binding_source bindings);
    void disconnected(cause why);

private:
    // What the next input is.
    struct commanding {};
    struct authenticating {
        std::unique_ptr<sasl::mechanism> mechanism;
        attempt so_far;
        unsigned challenges = 0;      // made so far
        std::string refused_because;  // where that is not the mechanism's reason
    };
    struct reading_data {
        body_reader body;
    };
    struct reading_chunk {
        std::uint64_t missing = 0;
        std::uint64_t size = 0;
        bool last = false;
        std::optional<reply> refusal;
        bool again = false;  // the refusal is that of an earlier chunk
    };
    struct handshaking {};
    struct muted {};
    struct finished {};
    using phase = std::variant<commanding, authenticating, reading_data, reading_chunk, handshaking, muted, finished>;

    // What follows once a reply has been sent.
    struct nothing {};
    struct ending {
        session_end how;
        std::optional<rule_hit> by{};
    };
    struct handshake {
        std::optional<tls_fault> fault{};
    };
    struct protection {
        std::shared_ptr<sasl::security_layer> by;
    };
    using sequel = std::variant<nothing, ending, handshake, protection>;

    // engine.cpp: input, output, beginnings
    void begin();
    void greet();
    void open();
    bool advance();
    void say(reply&& what, const reply_manner& how);
    void say(reply&& what) { say(std::move(what), {}); }
    void queue(std::string octets, const std::optional<pace>& dribble = {});
    void record(const event& what) { around_.journal->record(what); }
    void note(base::diagnostic what);
    void note_late_input(stage behind);
    void note_early_input();
    bool refuses_early_talker(reply& said);
    bool strict(base::diagnostic_code code) const;
    reply strict_refusal(base::diagnostic_code code) const {
        return word(reply_id::strict_refusal, {.detail = base::row_of(code).sentence});
    }
    reply word(reply_id which, const wording& words = {}) const;
    reply said_as(const reply_template& words, const wording& facts) const;
    // In these words, if there are any.
    reply word(const std::optional<reply_template>& own, reply_id which, const wording& words) const;
    wording with_facts(wording words) const;
    const persona& face() const { return *around_.face; }
    void name_peer();
    standing now() const { return {tls_.has_value(), talk_.user.has_value(), layer_ != nullptr, talk_.past_greetings}; }

    // engine_persona.cpp
    std::string_view readable(std::string_view line);
    const fixed_answer* fixed_answer_to(std::string_view text) const;
    void answer_as_fixed(const fixed_answer& how, const parsed_command& given);
    std::optional<reply> octets_refusal(std::string_view line) const;
    std::optional<reply> sequence_refusal(const parsed_command& given) const;
    std::optional<reply> early_input_refusal(const parsed_command& given);
    const error_limit* limit_of(error_limit::kind counted, error_limit::manner how) const;
    const error_limit* refusals_over() const;
    void refuse(stage at, const parsed_command& given, reply answer);
    void limit_refusals(reply& what);
    bool one_too_many(error_limit::kind counted, std::size_t so_far, reply& answer);
    bool counts_idle(const parsed_command& given);
    reply vrfy_answer(const std::string& argument, reply_id known) const;
    std::optional<reply> content_refusal(const received_message& message) const;

    // engine_end.cpp
    void finish(session_end how, const std::optional<rule_hit>& by = {});
    void abort_step(const std::optional<rule_hit>& by = {});
    void end_transaction(transaction_end by, std::optional<data_facts> data = {}, std::optional<rule_hit> rule = {});
    void tell_end(transaction_end by, std::optional<data_facts> data, std::optional<rule_hit> rule);

    // settle.cpp
    // The one place where a rule can change what is said, and so what is done: judge, hold, pause, effect, reply.
    // effect(reply& said, const verdict* by) may still complete the reply.
    template <class Effect>
    void settle(stage at, const subject& about, reply usual, Effect effect) {
        auto judged = judge(at, about, &usual);
        if (!judged) {
            effect(usual, nullptr);
            say(std::move(usual));
            return;
        }
        auto kept = std::make_shared<Effect>(std::move(effect));
        settle_judged(at, about, std::move(usual), *std::move(judged),
                      [kept](reply& said, const verdict* by) { (*kept)(said, by); });
    }
    void settle(stage at, const subject& about, reply usual) {
        settle(at, about, std::move(usual), [](reply&, const verdict*) {});
    }
    using effect_function = std::function<void(reply&, const verdict*)>;
    std::optional<verdict> judge(stage at, const subject& about, const reply* usual);
    template <class Use>
    auto in_situation(stage at, const subject& about, const reply* usual, Use use);
    void name_recipient(const subject& about);
    std::optional<std::uint64_t> next_stop(std::uint64_t from) const;
    void settle_judged(stage at, const subject& about, std::optional<reply> usual, verdict judged,
                       effect_function effect);
    void apply(const verdict& judged, stage at, const subject& about, reply& usual) const;
    naming named_at(stage at, const subject& about) const;
    reply in_words(const answer& what, const naming& whom) const;
    static std::vector<action> pauses_of(const verdict& judged, stage at);
    void pause_begins(stage at);
    hold_facts hold_facts_of(stage at, const subject& about, const verdict& judged, bool replies) const;
    void conclude(stage at, reply said, const verdict& judged, const effect_function& effect);
    void say_half(reply said, const verdict& judged);
    void conclude_in_silence(stage at, const verdict& judged, const effect_function& effect);
    void break_off(stage at, const verdict& judged);
    void hang_up_by(hang_up::how way);
    bool in_body() const {
        return std::holds_alternative<reading_data>(phase_) || std::holds_alternative<reading_chunk>(phase_);
    }
    bool stops_in_body() const;
    void settle_body();

    // engine_commands.cpp
    void on_line(const command_line& line);
    void take(const parsed_command& given, const command_line& line);
    void record_unheard(const parsed_command& given);
    void refuse_unheard(const parsed_command& given, reply answer);
    bool login_missing() const { return (around_.limits->require_auth || face().auth.always_required) && !talk_.user; }
    bool declares_too_much(const mail_options& options) const {
        const auto limit = around_.limits->max_message_octets;
        return limit != 0 && options.size && *options.size > limit;
    }
    bool lacks_tls(const parsed_command& given) const;
    bool may_be_secret(const parsed_command& given);
    subject shown(const parsed_command& given) const;
    void on(const commands::ehlo& what, const parsed_command& given);
    void on(const commands::helo& what, const parsed_command& given);
    void on(const commands::starttls& what, const parsed_command& given);
    void on(const commands::rset& what, const parsed_command& given);
    void on(const commands::noop& what, const parsed_command& given);
    void on(const commands::quit& what, const parsed_command& given);
    void on(const commands::vrfy& what, const parsed_command& given);
    void on(const commands::expn& what, const parsed_command& given);
    void on(const commands::help& what, const parsed_command& given);
    void on(const commands::etrn& what, const parsed_command& given);
    void on(const commands::verb& what, const parsed_command& given);
    void on(const commands::unknown& what, const parsed_command& given);
    void on(const commands::malformed& what, const parsed_command& given);
    void greeted_with(const std::string& argument, const parsed_command& given);

    // engine_overlong.cpp
    bool is_too_long(const command_line& line) const;
    void refuse_overlong(const command_line& line);
    void refuse_overlong(authenticating& exchange, const command_line& line);

    // engine_auth.cpp
    void on(const commands::auth& what, const parsed_command& given);
    authenticating begin_attempt(const commands::auth& what) const;
    void on_auth_line(authenticating& exchange, const command_line& line);
    void take_step(authenticating& exchange, sasl::step step);
    void challenge(authenticating exchange, sasl::challenge asked);
    const std::string& as_prompted(const std::string& challenge) const;
    void conclude_attempt(attempt& made, const reply& said, const verdict* by);
    void let_in(const attempt& who);
    void end_attempt(authenticating exchange, attempt_outcome outcome, reply usual);
    bool offers(std::string_view mechanism) const;
    std::optional<reply> auth_refusal(const commands::auth& what) const;
    sasl::context around_attempt(const std::string& mechanism);

    // engine_layer.cpp
    std::string sealed(const reply& what);
    void protect(const protection& with);
    void unprotect(std::string_view wire);

    // engine_mail.cpp
    void on(const commands::mail& what, const parsed_command& given);
    void on(const commands::rcpt& what, const parsed_command& given);
    std::optional<reply> sender_refusal(const commands::mail& what, const parsed_command& given,
                                        mail_options& options) const;
    std::optional<reply> recipient_refusal(const commands::rcpt& what);
    void refuse_without_sender(const parsed_command& given);
    void resume_mail();
    reply fault_reply(const parameter_fault& fault, const parsed_path& path) const;
    const parameter* first_not_offered(const std::vector<parameter>& given) const;
    bool comes_too_early(const parameters_grammar& known, const std::vector<parameter>& given) const;

    // engine_data.cpp
    void on(const commands::data& what, const parsed_command& given);
    void on(const commands::bdat& what, const parsed_command& given);
    std::optional<reply> body_refusal(std::string_view verb) const;
    void data_ended();
    void chunk_ended();
    std::optional<base::diagnostic> forbidden_content(const received_message& message) const;
    reply strict_message_refusal(base::diagnostic_code code) const;
    void message_complete(received_message message, std::uint64_t octets, std::uint64_t last_chunk);
    body_reader::line_ends data_line_ends() const;
    void message_settled(whole_message whole, reply& said, const verdict* by);
    std::string_view protocol_of(bool smtputf8) const;
    std::string queue_id_of_unkept();
    void read_data(reading_data& data);
    void spoil_chunks(const reply& why, const verdict* by = nullptr);
    void read_chunk(reading_chunk& chunk);

    surroundings around_;
    phase phase_ = commanding{};
    conversation talk_;
    std::optional<tls_facts> tls_;
    std::shared_ptr<sasl::security_layer> layer_;  // once a mechanism has agreed on one
    binding_source bindings_;                      // of that handshake; never recorded
    line_reader lines_;

    std::string_view input_;  // the driver's bytes not yet used
    std::string early_;       // what came during a pause, kept by us
    std::string late_;        // early_ while it is being used
    bool reading_ = false;    // the last action was read_more
    bool input_ended_ = false;
    bool begun_ = false;
    bool opened_ = false;  // the client has sent an octet: the session exists for the journal
    bool last_line_by_lf_ = false;
    bool secret_may_follow_ = false;  // AUTH was sent and has not come to its end
    std::uint64_t ordinal_ = 0;
    unsigned auth_attempts_ = 0;
    unsigned unkept_ = 0;  // messages that a rule kept out of the store
    std::size_t auth_failures_ = 0;
    std::size_t errors_ = 0;
    tally counted_;
    bool excused_ = false;         // what is refused now is no mistake of the client's
    std::string peer_;             // as the persona shows it
    std::string peer_name_;        // or its address in brackets
    std::string readable_;         // a command whose octets the persona reads otherwise
    std::optional<reply> banner_;  // said before the session existed

    std::string out_;          // replies gathered for one transmit
    std::vector<action> due_;  // further actions, oldest first
    std::size_t due_next_ = 0;
    std::function<void(const std::optional<answer>&)> parked_;  // what goes on after a pause or a hold
    std::optional<base::hold_id> held_;
    std::optional<rule_acted> put_off_;  // what a rule's delay keeps back, which nobody may wait for
    std::function<void()> unheard_;      // records the step at hand without its reply, for the same reason
    std::optional<stage> paused_at_;     // a delay or a hold, before the reply
    bool early_noted_ = false;           // in this pause
    bool spoke_before_banner_ = false;
    bool leaving_ = false;  // at the next command
    sequel sequel_ = nothing{};
};

}  // namespace mocksmtp::smtp
