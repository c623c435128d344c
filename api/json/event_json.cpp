#include "api/json/event_json.hpp"

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

// Writes the details of one kind of event into its object.
class detail_writer {
public:
    detail_writer(value& into, const store::event_record& event, const store::scope& in, const showing& how)
        : into_(into), event_(event), in_(in), how_(how) {}

    // Nothing but the session: its record says the rest.
    void operator()(std::monostate) {
        const auto* session = in_.find(event_.session);
        if (session == nullptr) return;
        using enum store::event_kind;
        switch (event_.kind) {
            case session_opened:
                into_["listener"] = session->where.listener;
                into_["peer"] = session->where.peer;
                return;
            case tls_started:
                into_["tls"] = session->tls ? json::to_json(*session->tls) : value(nullptr);
                return;
            case tls_failed:
                into_["tls_failed"] = session->tls_failed ? json::to_json(*session->tls_failed) : value(nullptr);
                return;
            case session_ended:
                into_["ended_by"] = session->ended_by ? value(smtp::name(*session->ended_by)) : value(nullptr);
                return;
            default:
                return;
        }
    }
    void operator()(const smtp::command_received& what) {
        const auto line = split_secret(what);
        if (!line.secret || how_.secrets) {
            into_["line"] = text_of(what.line);
        } else {
            into_["line"] = text_of(line.open);
            into_["secret"] = secret_of(*line.secret, how_);
        }
        if (!base::is_utf8(what.line)) into_["not_utf8"] = true;
    }
    void operator()(const smtp::reply_made& what) {
        into_["reply"] = json::to_json(what.said);
        if (what.rule) into_["rule"] = json::to_json(what.rule);
    }
    void operator()(base::attempt_id id) {
        into_["attempt"] = id.text();
        if (const auto* attempt = in_.find(id)) {
            into_["mechanism"] = text_of(attempt->what.mechanism);
            into_["user"] = attempt->what.found.user.empty() ? value(nullptr) : text_of(attempt->what.found.user);
            into_["outcome"] = smtp::name(attempt->what.outcome);
        }
    }
    void operator()(base::message_id id) { into_["message"] = id.text(); }
    void operator()(base::transaction_id id) {
        into_["transaction"] = id.text();
        if (const auto* transaction = in_.find(id); transaction != nullptr && transaction->outcome) {
            into_["outcome"] = smtp::name(*transaction->outcome);
            into_["ended_by"] = smtp::name(transaction->ended_by);
        }
    }
    void operator()(const store::hold_begun& what) {
        into_["hold"] = what.id.text();
        into_["stage"] = what.stage;
        into_["rule"] = text_of(what.rule.rule);
    }
    void operator()(const smtp::hold_closed& what) {
        into_["hold"] = what.id.text();
        into_["released"] = what.released;
    }
    void operator()(const smtp::diagnosed& what) { into_["diagnostic"] = json::to_json(what.what); }
    void operator()(const store::remark& what) {
        into_[event_.kind == store::event_kind::mark ? "label" : "report"] = text_of(what.text);
    }

private:
    value& into_;
    const store::event_record& event_;
    const store::scope& in_;
    const showing& how_;
};

}  // namespace

shown_line split_secret(const smtp::command_received& what) {
    const std::string_view line = what.line;
    if (!what.secret_from || *what.secret_from > line.size()) return {line, std::nullopt};
    return {line.substr(0, *what.secret_from), line.substr(*what.secret_from)};
}

value to_json(const store::event_record& what, const store::scope& in, const showing& how) {
    value made = {{"cursor", what.at.text()},
                  {"time", base::format_time(what.time)},
                  {"event", store::name(what.kind)},
                  {"session", id_of(what.session)}};
    std::visit(detail_writer(made, what, in, how), what.what);
    return made;
}

}  // namespace api::json
