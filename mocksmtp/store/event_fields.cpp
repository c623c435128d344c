#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/store/shared_fields.hpp"

namespace mocksmtp::store {

using match::field_id;
using match::value;
using match::values;

namespace {

// A command's verb, and what stands behind it; of one that carries a secret only the verb is shown.
values of_command(const smtp::command_received& command, field_id which) {
    std::string_view line = command.line;
    if (command.secret_from) line = line.substr(0, *command.secret_from);
    line = base::trim(line);
    const auto space = line.find(' ');
    const auto verb = line.substr(0, space);
    if (which == field_id::verb) return verb.empty() ? values{} : values::one(verb);
    return space == line.npos ? values{} : values::one(base::trim(line.substr(space)));
}

}  // namespace

values event_fields::of(const match::field& which) const {
    switch (which.id) {
        case field_id::session:
            return values::one(of_.session);
        case field_id::scope: {
            const auto* session = in_.find(of_.session);
            return session != nullptr ? of_session(*session, which.id) : list_of_views({in_.name()});
        }
        case field_id::transaction: {
            values made = values::list();
            if (const auto* id = std::get_if<base::transaction_id>(&of_.what)) {
                made.add(value(match::ordinal{'t', id->number}));
            } else if (const auto* kept = std::get_if<base::message_id>(&of_.what)) {
                const auto* message = in_.find(*kept);
                if (message != nullptr) made.add(value(match::ordinal{'t', message->transaction->id.number}));
            }
            return made;
        }
        case field_id::event:
            return values::one(name(of_.kind));
        case field_id::verb:
        case field_id::argument: {
            const auto* command = std::get_if<smtp::command_received>(&of_.what);
            return command != nullptr ? of_command(*command, which.id) : values{};
        }
        case field_id::reply_code:
        case field_id::enhanced_code: {
            const auto* reply = std::get_if<smtp::reply_made>(&of_.what);
            return reply != nullptr ? of_reply(reply->said, which.id) : values{};
        }
        case field_id::rule:
            return rule_of(of_);
        case field_id::stage: {
            if (const auto* hold = std::get_if<hold_begun>(&of_.what)) return values::one(match::name_of(hold->at));
            const auto* acted = std::get_if<smtp::rule_acted>(&of_.what);
            return acted != nullptr ? values::one(match::name_of(acted->at)) : values{};
        }
        default:
            return {};
    }
}

// Told by the event itself, or by the record that it points to.
values event_fields::rule_of(const event_record& event) const {
    values made = values::list();
    if (const auto* reply = std::get_if<smtp::reply_made>(&event.what)) add_rule(made, reply->rule);
    if (const auto* hold = std::get_if<hold_begun>(&event.what)) add_rule(made, hold->by);
    if (const auto* acted = std::get_if<smtp::rule_acted>(&event.what)) add_rule(made, acted->by);
    if (const auto* id = std::get_if<base::attempt_id>(&event.what)) {
        if (const auto* attempt = in_.find(*id)) add_rule(made, attempt->what.rule);
    } else if (const auto* kept = std::get_if<base::message_id>(&event.what)) {
        if (const auto* message = in_.find(*kept)) add_rule(made, message->facts.rule);
    } else if (const auto* ended = std::get_if<base::transaction_id>(&event.what)) {
        if (const auto* transaction = in_.find(*ended)) add_rule(made, transaction->rule());
    }
    return made;
}

}  // namespace mocksmtp::store
