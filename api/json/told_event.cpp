#include "api/json/told_event.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

smtp::command_received command_of(const told& from) {
    const bool not_utf8 = from.find("not_utf8").has_value();
    smtp::command_received made{.line = from.octets("line"), .secret_from = {}};
    if (const auto secret = from.find("secret")) {
        made.secret_from = made.line.size();
        made.line += secret->text_or_secret(!not_utf8);
    }
    return made;
}

store::event_details details_of(store::event_kind kind, const told& from) {
    using enum store::event_kind;
    switch (kind) {
        case session_opened:
        case tls_started:
        case tls_failed:
        case session_ended:
            break;  // its session tells the rest
        case command:
            return command_of(from);
        case reply:
            return smtp::reply_made{.said = from["reply"].reply(), .rule = from.rule()};
        case authentication:
            return from["attempt"].id_of<base::attempt_id>();
        case message_accepted:
            return from["message"].id_of<base::message_id>();
        case transaction_ended:
            return from["transaction"].id_of<base::transaction_id>();
        case rule_acted:
            return smtp::rule_acted{.at = from["stage"].stage(), .by = from.rule().value_or(smtp::rule_hit{})};
        case hold_opened:
            return store::hold_begun{.id = from["hold"].id_of<base::hold_id>(),
                                     .at = from["stage"].stage(),
                                     .by = from.rule().value_or(smtp::rule_hit{})};
        case hold_closed:
            return smtp::hold_closed{.id = from["hold"].id_of<base::hold_id>(), .released = from["released"].flag()};
        case diagnosed:
            return smtp::diagnosed{.what = from["diagnostic"].diagnostic()};
        case mark:
            return store::remark{from["label"].text()};
        case expectation_failed:
        case expectation_abandoned:
            return store::remark{from["report"].text()};
    }
    return {};
}

}  // namespace

store::event_record event_of(const told& from) {
    store::event_record made;
    made.at = from["cursor"].cursor();
    made.time = from["time"].time();
    made.kind = from["event"].word(store::event_kind::expectation_abandoned);
    if (const told session = from["session"]; !session.is_null()) made.session = session.id_of<base::session_id>();
    made.what = details_of(made.kind, from);
    return made;
}

}  // namespace api::json
