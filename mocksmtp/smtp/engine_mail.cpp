#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/engine.hpp"
#include "mocksmtp/smtp/recipients.hpp"

namespace mocksmtp::smtp {

namespace {
constexpr std::size_t refused_kept = 10'000;
}  // namespace

reply session::engine::fault_reply(const parameter_fault& fault) const {
    return word(fault.why, {.argument = fault.name});
}

// Why this sender cannot open a transaction; fills in what its parameters mean.
std::optional<reply> session::engine::sender_refusal(const commands::mail& what, mail_options& options) const {
    if (talk_.mail) return word(reply_id::sender_already_given);
    if (around_.limits->require_auth && !talk_.user) return word(reply_id::auth_required);
    auto read = read_mail_options(what.params);
    if (const auto* fault = std::get_if<parameter_fault>(&read)) return fault_reply(*fault);
    options = std::get<mail_options>(std::move(read));
    if (options.require_tls && !tls_) return word(reply_id::tls_required);
    if (!what.path.ascii && !options.smtputf8 && strict(base::diagnostic_code::unencoded_utf8_address))
        return word(reply_id::smtputf8_needed);
    const auto limit = around_.limits->max_message_octets;
    if (limit != 0 && options.size && *options.size > limit)
        return word(reply_id::message_too_big, {.size = std::to_string(limit)});
    return std::nullopt;
}

void session::engine::on(const commands::mail& what, const parsed_command& given) {
    mail_options options;
    auto refusal = sender_refusal(what, options);
    if (talk_.mail) return refuse(stage::mail, given, *refusal);
    std::vector<base::diagnostic> notes = given.notes;
    if (!talk_.greeted) notes.push_back({base::diagnostic_code::mail_before_ehlo, {}, {}});
    if (!what.path.ascii && !options.smtputf8)
        notes.push_back({base::diagnostic_code::unencoded_utf8_address, what.path.address, {}});
    if (talk_.greeted && !talk_.extended && !what.params.empty())
        notes.push_back({base::diagnostic_code::parameter_not_advertised, what.params[0].name, {}});
    for (const base::diagnostic& one : notes) {
        if (!refusal && strict(one.code)) refusal = strict_refusal(one.code);
    }
    const addressed asked{what.path.address, what.params, {}, {}};
    const std::string protocol = protocol_of(options.smtputf8);
    const subject about{
        .verb = given.verb, .argument = given.argument, .protocol = protocol, .sender = &asked, .size = options.size};
    settle(stage::mail, about, refusal ? *refusal : word(reply_id::sender_ok, {.address = what.path.address}),
           [this, from = asked, options = std::move(options), notes = std::move(notes)](reply& said,
                                                                                        const verdict* by) mutable {
               from.answer = said;
               if (by != nullptr) from.rule = by->by;
               transaction opened;
               opened.mail.from = std::move(from);
               opened.options = std::move(options);
               talk_.mail = std::move(opened);
               record(transaction_opened{talk_.mail->mail.from});
               for (base::diagnostic& one : notes) note(std::move(one));
               if (!said.completed()) end_transaction(transaction_end::mail_refused, {}, talk_.mail->mail.from.rule);
           });
}

std::optional<reply> session::engine::recipient_refusal(const commands::rcpt& what) const {
    const auto read = read_rcpt_options(what.params);
    if (const auto* fault = std::get_if<parameter_fault>(&read)) return fault_reply(*fault);
    const bool utf8_allowed = talk_.mail->options.smtputf8 || !strict(base::diagnostic_code::unencoded_utf8_address);
    if (!what.path.ascii && !utf8_allowed) return word(reply_id::smtputf8_needed);
    switch (judge_recipient(*around_.limits, what.path.address, talk_.user.has_value())) {
        case recipient_standing::relay_denied:
            return word(reply_id::relay_denied, {.address = what.path.address});
        case recipient_standing::unknown:
            return word(reply_id::user_unknown, {.address = what.path.address});
        case recipient_standing::welcome:
            break;
    }
    const std::size_t most =
        around_.limits->max_recipients != 0 ? around_.limits->max_recipients : around_.face->max_recipients;
    if (talk_.mail->accepted >= most) return word(reply_id::too_many_recipients);
    return std::nullopt;
}

void session::engine::on(const commands::rcpt& what, const parsed_command& given) {
    if (!talk_.mail) return refuse(stage::rcpt, given, word(reply_id::recipient_needs_sender));
    auto to = std::make_shared<addressed>(addressed{what.path.address, what.params, {}, {}});
    const subject about{.verb = given.verb, .argument = given.argument, .recipient = to.get()};
    name_recipient(about);
    const auto refusal = recipient_refusal(what);
    if (!what.path.ascii && !talk_.mail->options.smtputf8)
        note({base::diagnostic_code::unencoded_utf8_address, what.path.address, {}});
    settle(stage::rcpt, about, refusal ? *refusal : word(reply_id::recipient_ok, {.address = what.path.address}),
           [this, to](reply& said, const verdict* by) {
               to->answer = said;
               if (by != nullptr) to->rule = by->by;
               if (said.completed()) ++talk_.mail->accepted;
               // A client may be refused any number of recipients; the store counts them all, we remember a bounded
               // number.
               if (said.completed() || talk_.mail->mail.to.size() < refused_kept) talk_.mail->mail.to.push_back(*to);
               record(recipient_answered{std::move(*to)});
           });
}

}  // namespace mocksmtp::smtp
