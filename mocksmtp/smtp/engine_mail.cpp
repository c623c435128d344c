#include <algorithm>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/engine.hpp"
#include "mocksmtp/smtp/recipients.hpp"

namespace mocksmtp::smtp {

namespace {
constexpr std::size_t refused_kept = 10'000;

std::string written(const parameter& one) { return one.name + (one.value ? "=" + *one.value : ""); }
}  // namespace

reply session::engine::fault_reply(const parameter_fault& fault, const parsed_path& path) const {
    const std::string_view written = fault.written;
    return word(fault.said, fault.why,
                {.address = path.address,
                 .path = path.written,
                 .argument = fault.name,
                 .parameter = written,
                 .detail = written.substr(std::min(written.size(), fault.name.size() + 1))});
}

// Parameters behind HELO, where the persona knows none there.
bool session::engine::comes_too_early(const parameters_grammar& known, const std::vector<parameter>& given) const {
    return talk_.greeted && !talk_.extended && known.only_after_ehlo && !given.empty();
}

// Of an extension that the last EHLO reply did not offer (RFC 5321 2.2.1). AUTH is no longer listed once it was used.
const parameter* session::engine::first_not_offered(const std::vector<parameter>& given) const {
    const auto found = std::find_if(given.begin(), given.end(), [&](const parameter& one) {
        const std::string_view keyword = extension_of(one);
        const bool used = keyword == "AUTH" && talk_.user;
        return !keyword.empty() && !used && offered_line(talk_.extensions, keyword).empty();
    });
    return found == given.end() ? nullptr : &*found;
}

// Why this sender cannot open a transaction; fills in what its parameters mean.
std::optional<reply> session::engine::sender_refusal(const commands::mail& what, const parsed_command& given,
                                                     mail_options& options) const {
    if (lacks_tls(given)) return word(reply_id::tls_required);
    if (talk_.mail) return word(reply_id::sender_already_given);
    if (login_missing()) return word(reply_id::auth_required);
    if (comes_too_early(face().reads.mail_parameters, what.params))
        return fault_reply({reply_id::mail_parameter_unknown, what.params[0].name, written(what.params[0]),
                            face().reads.mail_parameters.too_early},
                           what.path);
    auto read = read_mail_options(what.params, face().reads);
    if (const auto* fault = std::get_if<parameter_fault>(&read)) return fault_reply(*fault, what.path);
    options = std::get<mail_options>(std::move(read));
    for (const parameter& one : what.params)
        if (holds_too_long(one, offered_line(talk_.extensions, extension_of(one))))
            return fault_reply({reply_id::mail_parameter_invalid, one.name, written(one), {}}, what.path);
    if (options.require_tls && !tls_) return word(reply_id::tls_required);
    if (!what.path.ascii && !options.smtputf8 && strict(base::diagnostic_code::unencoded_utf8_address))
        return word(reply_id::smtputf8_needed);
    if (declares_too_much(options) || talk_.size_refused)
        return word(reply_id::size_declared_too_big, {.size = std::to_string(around_.limits->max_message_octets)});
    return std::nullopt;
}

void session::engine::on(const commands::mail& what, const parsed_command& given) {
    if (talk_.mail && face().sequence.nested_mail_replaces) end_transaction(transaction_end::rset);
    mail_options options;
    auto refusal = sender_refusal(what, given, options);
    if (talk_.mail) return refuse(stage::mail, given, *refusal);
    std::vector<base::diagnostic> notes = given.notes;
    if (!talk_.greeted) notes.push_back({base::diagnostic_code::mail_before_ehlo, {}, {}});
    if (!what.path.ascii && !options.smtputf8)
        notes.push_back({base::diagnostic_code::unencoded_utf8_address, std::string(what.path.address), {}});
    if (const parameter* unknown = first_not_offered(what.params))
        notes.push_back({base::diagnostic_code::parameter_not_advertised, unknown->name, {}});
    for (const base::diagnostic& one : notes) {
        if (refusal || !strict(one.code)) continue;
        const bool worded = one.code == base::diagnostic_code::mail_before_ehlo &&
                            (face().replies.find(reply_id::mail_needs_greeting) != nullptr ||
                             face().replies.find(reply_id::greeting_needed) != nullptr);
        refusal = worded ? word(reply_id::mail_needs_greeting, {.verb = given.verb}) : strict_refusal(one.code);
    }
    if (face().sequence.size_refusal_sticks && declares_too_much(options)) talk_.size_refused = true;
    const auto from = std::make_shared<addressed>(addressed{std::string(what.path.address), what.params, {}, {}});
    const subject about{.verb = given.verb,
                        .argument = given.argument,
                        .protocol = protocol_of(options.smtputf8),
                        .sender = from.get(),
                        .size = options.size};
    settle(
        stage::mail, about,
        refusal ? *std::move(refusal)
                : word(reply_id::sender_ok, {.address = what.path.address, .path = what.path.written}),
        [this, from, options = std::move(options), notes = std::move(notes)](reply& said, const verdict* by) mutable {
            from->answer = said;
            if (by != nullptr) from->rule = by->by;
            event told(transaction_opened{std::move(*from)});
            record(told);
            transaction& opened = talk_.mail.emplace();
            opened.mail.from = std::get<transaction_opened>(std::move(told)).from;
            opened.options = std::move(options);
            talk_.last_refusal.clear();
            for (base::diagnostic& one : notes) note(std::move(one));
            if (opened.mail.from.refused()) end_transaction(transaction_end::mail_refused, {}, opened.mail.from.rule);
        });
}

std::optional<reply> session::engine::recipient_refusal(const commands::rcpt& what) {
    if (talk_.mail->used_bdat && face().replies.find(reply_id::rcpt_after_bdat) != nullptr)
        return word(reply_id::rcpt_after_bdat);
    if (comes_too_early(face().reads.rcpt_parameters, what.params))
        return fault_reply({reply_id::rcpt_parameter_unknown, what.params[0].name, written(what.params[0]),
                            face().reads.rcpt_parameters.too_early},
                           what.path);
    const auto read = read_rcpt_options(what.params, face().reads);
    if (const auto* fault = std::get_if<parameter_fault>(&read)) return fault_reply(*fault, what.path);
    const bool utf8_allowed = talk_.mail->options.smtputf8 || !strict(base::diagnostic_code::unencoded_utf8_address);
    if (!what.path.ascii && !utf8_allowed) return word(reply_id::smtputf8_needed);
    const wording who{.address = what.path.address, .path = what.path.written};
    const std::size_t most_bad = face().recipients.max_bad;
    switch (judge_recipient(*around_.limits, face().recipients,
                            {what.path.address, around_.where.local, talk_.user.has_value()})) {
        case recipient_standing::relay_denied:
            ++counted_.bad_recipients;
            return word(reply_id::relay_denied, who);
        case recipient_standing::unknown:
            if (++counted_.bad_recipients > most_bad && most_bad != 0)
                return word(reply_id::too_many_bad_recipients, who);
            return word(reply_id::user_unknown, who);
        case recipient_standing::welcome:
            break;
    }
    const std::size_t most =
        around_.limits->max_recipients != 0 ? around_.limits->max_recipients : around_.face->max_recipients;
    if (talk_.mail->accepted >= most) return word(reply_id::too_many_recipients, who);
    if (face().early_input == pipelining::held_against && talk_.spoke_early)
        return word(reply_id::pipelining_refused, who);
    return std::nullopt;
}

void session::engine::refuse_without_sender(const parsed_command& given) {
    reply answer = word(reply_id::recipient_needs_sender, {.verb = given.verb});
    talk_.last_refusal = wire_text(answer);
    refuse(stage::rcpt, given, std::move(answer));
}

void session::engine::on(const commands::rcpt& what, const parsed_command& given) {
    if (!talk_.mail) return refuse_without_sender(given);
    const auto to = std::make_shared<addressed>(addressed{std::string(what.path.address), what.params, {}, {}});
    const subject about{.verb = given.verb, .argument = given.argument, .recipient = to.get()};
    name_recipient(about);
    auto refusal = recipient_refusal(what);
    if (const parameter* unknown = first_not_offered(what.params)) {
        note({base::diagnostic_code::parameter_not_advertised, unknown->name, {}});
        if (!refusal && strict(base::diagnostic_code::parameter_not_advertised))
            refusal = strict_refusal(base::diagnostic_code::parameter_not_advertised);
    }
    if (!what.path.ascii && !talk_.mail->options.smtputf8)
        note({base::diagnostic_code::unencoded_utf8_address, std::string(what.path.address), {}});
    settle(stage::rcpt, about,
           refusal ? *std::move(refusal)
                   : word(reply_id::recipient_ok, {.address = what.path.address, .path = what.path.written}),
           [this, to](reply& said, const verdict* by) {
               to->answer = said;
               if (by != nullptr) to->rule = by->by;
               if (said.completed()) ++talk_.mail->accepted;
               if (!said.completed()) talk_.last_refusal = said.lines.empty() ? std::string() : said.lines.back();
               event told(recipient_answered{std::move(*to)});
               record(told);
               // A client may be refused any number of recipients; the store counts them all, we remember a bounded
               // number.
               if (said.completed() || talk_.mail->mail.to.size() < refused_kept)
                   talk_.mail->mail.to.push_back(std::get<recipient_answered>(std::move(told)).to);
           });
}

// Where the journal has been told the end already, what follows is a transaction of its own there.
void session::engine::resume_mail() {
    if (!talk_.mail || !std::exchange(talk_.mail->end_told, false)) return;
    envelope& mail = talk_.mail->mail;
    record(transaction_opened{mail.from, talk_.mail->notes});
    for (const addressed& to : std::exchange(mail.to, {})) {
        name_recipient({.verb = "RCPT", .recipient = &to});
        record(recipient_answered{to});
        mail.to.push_back(to);
    }
}

}  // namespace mocksmtp::smtp
