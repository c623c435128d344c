#include <algorithm>
#include <memory>
#include <utility>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/smtp/content.hpp"
#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

namespace {

// Only then has the message to be read.
bool names_message_id(const reply_template& words) {
    return std::any_of(words.lines.begin(), words.lines.end(),
                       [](const std::string& line) { return line.find("{message_id}") != line.npos; });
}

// It is known only once the message is kept; until then this stands in its place.
constexpr std::string_view queue_id_to_come = "{queue_id}";

void name_queue_id(reply& said, std::string_view id) {
    for (std::size_t i = 0; i < said.lines.size(); ++i) {
        std::size_t at = said.lines[i].find(queue_id_to_come);
        for (; at != std::string::npos; at = said.lines[i].find(queue_id_to_come, at + id.size()))
            said.lines.edit()[i].replace(at, queue_id_to_come.size(), id);
    }
}

}  // namespace

// Why no message can follow now.
std::optional<reply> session::engine::body_refusal(std::string_view verb) const {
    const bool chunk = verb == "BDAT";
    const bool tells = face().recipients.refusals_outlast_mail && !talk_.last_refusal.empty();
    if (tells && (!talk_.mail || talk_.mail->accepted == 0))
        return word(chunk ? reply_id::bdat_all_refused : reply_id::data_all_refused, {.verb = verb});
    if (!talk_.mail) return word(chunk ? reply_id::bdat_needs_sender : reply_id::data_needs_sender, {.verb = verb});
    if (talk_.mail->accepted != 0) return std::nullopt;
    if (!talk_.mail->mail.to.empty() && !chunk) return word(reply_id::data_all_refused, {.verb = verb});
    return word(chunk ? reply_id::bdat_needs_recipient : reply_id::data_needs_recipient, {.verb = verb});
}

// Whether bare line ends are line ends in the data that follows.
body_reader::line_ends session::engine::data_line_ends() const {
    return last_line_by_lf_ || face().data.any_line_end ? body_reader::line_ends::lf : body_reader::line_ends::crlf;
}

void session::engine::on(const commands::data&, const parsed_command& given) {
    if (const auto refusal = body_refusal(given.verb)) return refuse(stage::data, given, *refusal);
    if (talk_.mail->used_bdat) return refuse(stage::data, given, word(reply_id::data_after_bdat));
    if (talk_.mail->options.body == body_kind::binary_mime)
        return refuse(stage::data, given, word(reply_id::data_not_for_binary));
    note_late_input(stage::data);
    // The line end of DATA itself decides how the data may end: `nc < file` clients know nothing but LF.
    const auto ends = data_line_ends();
    settle(stage::data, {.verb = given.verb, .argument = given.argument}, word(reply_id::start_data),
           [this, ends](reply& said, const verdict* by) {
               if (said.code == code_start_data) {
                   phase_ = reading_data{body_reader(ends, around_.limits->max_message_octets,
                                                     {face().data.bare_lf_refused, face().data.bare_cr_refused})};
                   talk_.mail->stop = next_stop(0);
               } else if (by != nullptr) {  // which leaves all as it is (RFC 5321 4.1.4)
                   tell_end(transaction_end::rule, data_facts{body_via::data, 0, said}, by->by);
               }
           });
}

// Up to the octet at which a rule wants to act, so that it acts there however TCP has cut the stream.
void session::engine::read_data(reading_data& data) {
    std::string_view piece = input_;
    if (talk_.mail->stop) piece = piece.substr(0, *talk_.mail->stop - data.body.octets());
    const std::size_t given = piece.size();
    const bool ended = data.body.read(piece);
    input_.remove_prefix(given - piece.size());
    if (ended) data_ended();
}

void session::engine::data_ended() {
    body_reader& body = std::get<reading_data>(phase_).body;
    const std::uint64_t octets = body.octets();
    if (const auto fault = body.fault()) {
        phase_ = commanding{};
        reply said = word(*fault == body_reader::bare::lf ? reply_id::bare_lf_refused : reply_id::bare_cr_refused);
        said.hang_up = true;
        return settle(stage::message, {.verb = "DATA", .size = octets}, std::move(said));
    }
    if (body.ended_by_lf()) note({base::diagnostic_code::data_ended_by_lf, {}, static_cast<std::size_t>(octets)});
    received_message message = body.take();
    phase_ = commanding{};
    message_complete(std::move(message), octets, 0);
}

void session::engine::on(const commands::bdat& what, const parsed_command& given) {
    reading_chunk chunk{what.octets, what.octets, what.last, body_refusal(given.verb)};
    const auto limit = around_.limits->max_message_octets;
    if (!chunk.refusal) {
        transaction& mail = *talk_.mail;
        const bool offered = !offered_line(talk_.extensions, "CHUNKING").empty();
        if (!std::exchange(mail.used_bdat, true)) {
            mail.stop = next_stop(0);
            if (!offered) note({base::diagnostic_code::parameter_not_advertised, given.verb, {}});
        }
        mail.chunks.via = body_via::bdat;
        const std::uint64_t so_far = mail.chunks.bytes.size();
        // After a refusal nothing but RSET mends the transaction; a client that pipelines hears why to the last chunk.
        chunk.again = mail.chunk_refusal != nullptr;
        if (chunk.again)
            chunk.refusal = *mail.chunk_refusal;
        else if (limit != 0 && (what.octets > limit || so_far + what.octets > limit))
            chunk.refusal = word(reply_id::message_too_big, {.size = std::to_string(limit)});
        else if (!offered && strict(base::diagnostic_code::parameter_not_advertised))
            chunk.refusal = strict_refusal(base::diagnostic_code::parameter_not_advertised);
        if (chunk.refusal) spoil_chunks(*chunk.refusal);
    }
    phase_ = std::move(chunk);
}

void session::engine::spoil_chunks(const reply& why, const verdict* by) {
    talk_.mail->chunk_refusal = std::make_shared<const reply>(why);
    if (by != nullptr) talk_.mail->chunk_refused_by = by->by;
    talk_.mail->chunks.bytes = {};
}

void session::engine::read_chunk(reading_chunk& chunk) {
    auto most = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.missing, input_.size()));
    if (!chunk.refusal && talk_.mail->stop)
        most = static_cast<std::size_t>(
            std::min<std::uint64_t>(most, *talk_.mail->stop - talk_.mail->chunks.bytes.size()));
    const std::string_view piece = input_.substr(0, most);
    if (!chunk.refusal) talk_.mail->chunks.bytes.append(piece);
    input_.remove_prefix(piece.size());
    chunk.missing -= piece.size();
}

void session::engine::chunk_ended() {
    const reading_chunk chunk = std::move(std::get<reading_chunk>(phase_));
    phase_ = commanding{};
    const std::string size = std::to_string(chunk.size);
    if (chunk.refusal) {
        const bool whole = chunk.last && talk_.mail && talk_.mail->chunk_refusal;
        ++errors_;
        const auto ends = [this, whole](const reply& said, const std::optional<rule_hit>& by) {
            if (whole) end_transaction(transaction_end::end_of_data, data_facts{body_via::bdat, 0, said}, by);
        };
        if (chunk.again) {  // rules have had their say
            const std::optional<rule_hit> by = talk_.mail->chunk_refused_by;
            ends(*chunk.refusal, by);
            return say(reply(*chunk.refusal), {.by = by});
        }
        settle(chunk.last ? stage::message : stage::bdat, {.verb = "BDAT", .argument = size, .has_to_refuse = !whole},
               *chunk.refusal, [this, ends, last = chunk.last](reply& said, const verdict* by) {
                   if (!last && talk_.mail && talk_.mail->chunk_refusal) spoil_chunks(said, by);
                   ends(said, by != nullptr ? std::optional(by->by) : std::nullopt);
               });
        return;
    }
    if (chunk.last) {
        const std::uint64_t octets = talk_.mail->chunks.bytes.size();
        return message_complete(std::move(talk_.mail->chunks), octets, chunk.size);
    }
    settle(stage::bdat, {.verb = "BDAT", .argument = size}, word(reply_id::chunk_accepted, {.size = size}),
           [this](reply& said, const verdict* by) {
               if (!said.completed()) spoil_chunks(said, by);
           });
}

// What strict mode refuses this message for.
std::optional<base::diagnostic> session::engine::forbidden_content(const received_message& message) const {
    const auto is_content = [](base::diagnostic_code code) {
        return base::row_of(code).where == base::diagnosed_in::content;
    };
    if (std::ranges::none_of(around_.limits->strict, is_content)) return std::nullopt;
    const mail::view parsed(message.bytes.view());
    for (base::diagnostic& one : content_diagnostics(parsed, talk_.mail->mail, message.via)) {
        if (strict(one.code)) return std::move(one);
    }
    return std::nullopt;
}

reply session::engine::strict_message_refusal(base::diagnostic_code code) const {
    return word(reply_id::strict_message_refusal, {.detail = base::row_of(code).sentence});
}

// All octets are here: say what becomes of them, and have them in the journal before saying so.
void session::engine::message_complete(received_message message, std::uint64_t octets, std::uint64_t last_chunk) {
    const auto limit = around_.limits->max_message_octets;
    const auto declared = talk_.mail->options.size;
    const bool misdeclared = declared && octets > *declared;
    if (misdeclared)
        note({base::diagnostic_code::size_declared_wrong,
              "declared " + std::to_string(*declared) + " octets, sent " + std::to_string(octets),
              {}});
    reply usual;
    std::optional<base::diagnostic> fault;
    bool has_room = true;
    if (limit != 0 && octets > limit) {
        usual = word(reply_id::message_too_big, {.size = std::to_string(limit)});
    } else if (auto refusal = content_refusal(message)) {
        usual = *std::move(refusal);
    } else if (!around_.journal->has_room(static_cast<std::size_t>(octets))) {
        usual = word(reply_id::store_full);
        has_room = false;
    } else if (auto found = forbidden_content(message)) {
        usual = strict_message_refusal(found->code);
        fault = std::move(found);
    } else if (misdeclared && strict(base::diagnostic_code::size_declared_wrong)) {
        usual = strict_message_refusal(base::diagnostic_code::size_declared_wrong);
    } else if (message.terminator == ".\n" && strict(base::diagnostic_code::data_ended_by_lf)) {
        usual = strict_message_refusal(base::diagnostic_code::data_ended_by_lf);
    } else {
        const std::string total = std::to_string(octets), size = std::to_string(last_chunk);
        const auto id = message.via == body_via::bdat ? reply_id::last_chunk_accepted : reply_id::message_accepted;
        std::string message_id;
        if (names_message_id(face().replies.words(id)))
            message_id = mail::view(message.bytes.view()).message_id().value_or("");
        usual = word(id, {.queue_id = queue_id_to_come, .size = size, .total = total, .message_id = message_id});
    }
    const auto kept = std::make_shared<received_message>(std::move(message));
    const std::string_view verb = kept->via == body_via::data ? "DATA" : "BDAT";
    settle(stage::message, {.verb = verb, .message = kept, .size = octets}, std::move(usual),
           [this, kept, octets, fault, has_room](reply& said, const verdict* by) {
               message_settled({std::move(*kept), octets, fault, has_room}, said, by);
           });
}

void session::engine::message_settled(whole_message whole, reply& said, const verdict* by) {
    const std::optional<rule_hit> rule = by != nullptr ? std::optional(by->by) : std::nullopt;
    const body_via via = whole.message.via;
    const bool keep = by != nullptr && by->keep ? *by->keep : said.completed();
    std::string queue_id;
    if (!keep && whole.fault) note(*std::move(whole.fault));  // a message that is kept shows it itself
    // Neither a rule nor the time it took makes the store larger.
    const bool fits = whole.has_room && whole.message.bytes.size() == whole.octets &&
                      (by == nullptr || !keep || around_.journal->has_room(static_cast<std::size_t>(whole.octets)));
    if (keep && fits)
        queue_id = around_.journal
                       ->keep(std::move(whole.message), {std::string(protocol_of(talk_.mail->options.smtputf8)), rule})
                       .text();
    else if (said.completed())
        queue_id = queue_id_of_unkept();
    name_queue_id(said, queue_id);
    end_transaction(transaction_end::end_of_data, data_facts{via, whole.octets, said}, rule);
}

// A client must not see from its 250 that a rule keeps the message out of the store.
std::string session::engine::queue_id_of_unkept() {
    const base::nonce_place place{around_.where.listener, ordinal_, "queue id of an unkept message", unkept_++};
    return base::to_upper(base::hex(around_.nonces.bytes(place, 5)));
}

// The WITH protocol types of RFC 3848 and RFC 6531 4.3.
std::string_view session::engine::protocol_of(bool smtputf8) const {
    static constexpr std::string_view names[2][2][2] = {{{"ESMTP", "ESMTPA"}, {"ESMTPS", "ESMTPSA"}},
                                                        {{"UTF8SMTP", "UTF8SMTPA"}, {"UTF8SMTPS", "UTF8SMTPSA"}}};
    return talk_.extended ? names[smtputf8 ? 1 : 0][tls_ ? 1 : 0][talk_.user ? 1 : 0] : "SMTP";
}

}  // namespace mocksmtp::smtp
