#include "api/routes/export.hpp"

#include <utility>

#include "api/json/event_json.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/base64.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t events_at_once = 100;

// Goes through the sessions in the order of their ids: each with its events, attempts, transactions and messages. Last
// come the events that belong to no session.
class export_source final : public body_source {
public:
    export_source(const surroundings& world)
        : in_(world.scope), how_{.secrets = world.show_secrets}, at_(in_.position()), version_(world.version) {}

    piece next() override {
        if (in_.position().epoch != at_.epoch) return broken{};
        std::string made;
        switch (step_) {
            case step::head:
                made = head();
                break;
            case step::session:
                made = begin_session();
                break;
            case step::events:
                made = events();
                break;
            case step::items:
                made = items();
                break;
            case step::remarks:
                made = events();
                break;
            case step::done:
                return end{};
        }
        return made;
    }

private:
    enum class step { head, session, events, items, remarks, done };

    std::string head() {
        step_ = step::session;
        const json::value what = {
            {"format", "mocksmtp export 1"}, {"version", version_}, {"scope", in_.name()}, {"cursor", at_.text()}};
        std::string made = json::dump(what);
        made.back() = ',';
        return made + "\"sessions\":[";
    }

    std::string begin_session() {
        const auto newest = in_.records().sessions.newest();
        do ++session_.number;
        while (session_.number <= newest && !counts(in_.find(session_)));
        seen_ = 0;
        first_ = true;
        if (session_.number > newest) {
            step_ = step::remarks;
            session_ = {};
            return "],\"events\":[";
        }
        step_ = step::events;
        std::string made = std::exchange(some_, true) ? ",\n" : "\n";
        made += json::dump(show_item(in_, match::item_kind::session, session_.number, how_));
        made.back() = ',';
        return made + "\"events\":[";
    }

    // What began while the export was being written is no part of it.
    bool counts(const store::session_record* session) const { return session != nullptr && session->opened <= at_.n; }

    // Of the session at hand, or, with no id, those of no session.
    std::string events() {
        std::string made;
        const auto found = in_.events_of(session_, seen_, events_at_once);
        for (const auto& each : found) {
            seen_ = each.at.n;
            if (each.at.n > at_.n) continue;  // it came while the export was being written
            made += std::exchange(first_, false) ? "\n" : ",\n";
            made += json::dump(json::to_json(each, in_, how_));
        }
        if (found.size() == events_at_once) return made;
        if (step_ == step::remarks) {
            step_ = step::done;
            return made + "]}\n";
        }
        step_ = step::items;
        return made + "]";
    }

    std::string items() {
        step_ = step::session;
        const auto* session = in_.find(session_);
        json::value attempts = json::value::array(), transactions = json::value::array(),
                    messages = json::value::array();
        for (const auto id : session->attempts)
            attempts.push_back(show_item(in_, match::item_kind::auth_attempt, id.number, how_));
        for (const auto id : session->transactions) {
            transactions.push_back(show_item(in_, match::item_kind::transaction, id.number, how_));
            for (const auto message : in_.find(id)->messages())
                if (const auto* found = in_.find(message)) messages.push_back(whole(*found));
        }
        return ",\"attempt_items\":" + json::dump(attempts) + ",\"transaction_items\":" + json::dump(transactions) +
               ",\"message_items\":" + json::dump(messages) + "}";
    }

    json::value whole(const store::message_record& of) const {
        json::value made = show_item(in_, match::item_kind::message, of.id.number, how_);
        made["raw"] = {{"base64", base::encode_base64(of.raw.bytes.view())},
                       {"removed_dots", of.raw.removed_dots},
                       {"terminator", of.raw.terminator},
                       {"via", smtp::name(of.raw.via)}};
        return made;
    }

    const store::scope& in_;
    json::showing how_;
    store::cursor at_;
    std::string version_;
    step step_ = step::head;
    base::session_id session_;
    std::uint64_t seen_ = 0;
    bool first_ = true, some_ = false;
};

}  // namespace

answer get_export(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    response made;
    made.body = std::make_shared<export_source>(asked.world);
    return made;
}

}  // namespace api::routes
