#include "api/json/event_json.hpp"

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/sealed.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/transcript.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

// Writes the details of one kind of event into its object.
class detail_writer {
public:
    detail_writer(writer& to, const store::event_record& event, const store::scope& in, const showing& how)
        : to_(to), event_(event), in_(in), how_(how) {}

    // Nothing but the session: its record says the rest.
    void operator()(std::monostate) {
        const auto* session = in_.find(event_.session);
        if (session == nullptr) return;
        using enum store::event_kind;
        switch (event_.kind) {
            case session_opened:
                to_.put("listener", session->where.listener);
                to_.put("peer", session->where.peer);
                return;
            case tls_started:
                return to_.put("tls", session->tls);
            case tls_failed:
                return to_.put("tls_failed", session->tls_failed);
            case session_ended:
                if (session->ended_by) return to_.put("ended_by", smtp::name(*session->ended_by));
                return to_.put("ended_by", nullptr);
            default:
                return;
        }
    }
    void operator()(const smtp::command_received& what) {
        const auto line = store::split_secret(what);
        const bool whole = store::shows_all(line, how_.secrets);
        const std::string_view shown = whole ? std::string_view(what.line) : line.open;
        to_.put("line", shown);
        if (!whole) to_.put("secret", secret{*line.secret, how_});
        if (base::is_utf8(shown) && !base::is_utf8(what.line)) to_.put("not_utf8", true);
        put_sent_octets(to_, shown);
    }
    void operator()(const smtp::reply_made& what) {
        to_.put("reply", what.said);
        put_rule_if_any(what.rule);
    }
    void operator()(base::attempt_id id) {
        to_.put("attempt", id.text());
        if (const auto* attempt = in_.find(id)) {
            to_.put("mechanism", attempt->what.mechanism);
            to_.put("user", null_if_empty(attempt->what.found.user));
            to_.put("outcome", smtp::name(attempt->what.outcome));
            put_rule_if_any(attempt->what.rule);
        }
    }
    void operator()(base::message_id id) {
        to_.put("message", id.text());
        if (const auto* message = in_.find(id)) put_rule_if_any(message->facts.rule);
    }
    void operator()(base::transaction_id id) {
        to_.put("transaction", id.text());
        if (const auto* transaction = in_.find(id); transaction != nullptr && transaction->outcome) {
            to_.put("outcome", smtp::name(*transaction->outcome));
            to_.put("ended_by", smtp::name(transaction->ended_by));
            put_rule_if_any(transaction->rule());
        }
    }
    void operator()(const store::hold_begun& what) {
        to_.put("hold", what.id.text());
        to_.put("stage", match::name_of(what.at));
        put_rule(to_, what.by);
    }
    void operator()(const smtp::rule_acted& what) {
        to_.put("stage", match::name_of(what.at));
        put_rule(to_, what.by);
    }
    void operator()(const smtp::hold_closed& what) {
        to_.put("hold", what.id.text());
        to_.put("released", what.released);
    }
    void operator()(const smtp::diagnosed& what) { to_.put("diagnostic", what.what); }
    void operator()(const store::remark& what) {
        to_.put(event_.kind == store::event_kind::mark ? "label" : "report", what.text);
    }

private:
    void put_rule_if_any(const std::optional<smtp::rule_hit>& what) {
        if (what) put_rule(to_, what);
    }

    writer& to_;
    const store::event_record& event_;
    const store::scope& in_;
    const showing& how_;
};

}  // namespace

void show(writer& to, const store::event_record& what, const store::scope& in, const showing& how) {
    to.object([&] {
        to.put("cursor", what.at);
        to.put("time", what.time);
        to.put("event", store::name(what.kind));
        to.put("session", what.session);
        std::visit(detail_writer(to, what, in, how), what.what);
    });
}

std::string event_text(const store::event_record& what, const store::scope& in, const showing& how) {
    std::string made;
    writer to(made);
    show(to, what, in, how);
    return made;
}

std::string reset_text(const store::scope& in) {
    const auto& clock = in.clock();
    const auto since = clock.kind() == base::clock_kind::system ? clock.now() : base::clock_origin();
    return dump({{"cursor", store::cursor{in.position().epoch, 0}.text()},
                 {"time", base::format_time(since)},
                 {"event", "reset"},
                 {"session", nullptr}});
}

}  // namespace api::json
