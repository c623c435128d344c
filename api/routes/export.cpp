#include "api/routes/export.hpp"

#include <algorithm>
#include <utility>

#include "api/json/event_json.hpp"
#include "api/json/import_json.hpp"
#include "api/json/message_json.hpp"
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

constexpr std::size_t events_at_once = 16;  // about 50 microseconds of work

// Deleted, taken and evicted ones.
std::uint64_t messages_gone(const store::scope& in) {
    return in.records().messages.newest() - in.records().messages.size();
}

// Goes through the sessions in the order of their ids: each with its events, attempts, transactions and messages. Last
// come the events that belong to no session.
class export_source final : public body_source {
public:
    export_source(const surroundings& world)
        : in_(world.scope),
          how_{.secrets = world.show_secrets},
          at_(in_.position()),
          gone_(messages_gone(in_)),
          version_(world.version) {}

    piece next() override {
        if (in_.position().epoch != at_.epoch || session_is_gone() || messages_gone(in_) != gone_) return broken{};
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
            case step::attempts:
            case step::transactions:
            case step::messages:
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
    enum class step { head, session, events, attempts, transactions, messages, remarks, done };

    std::string head() {
        step_ = step::session;
        json::value what = {
            {"format", json::export_format}, {"version", version_}, {"scope", in_.name()}, {"cursor", at_.text()}};
        if (how_.secrets) what["secrets"] = "shown";
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
        made += item_text(in_, match::item_kind::session, session_.number, how_);
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
            json::writer into(made);
            json::show(into, each, in_, how_);
        }
        if (found.size() == events_at_once) return made;
        if (step_ == step::remarks) {
            step_ = step::done;
            return made + "]}\n";
        }
        begin_items(made += "],", step::attempts);
        return made;
    }

    // The session at hand has made way for newer things before it was written to its end.
    bool session_is_gone() const {
        return step_ >= step::events && step_ <= step::messages && in_.find(session_) == nullptr;
    }

    void begin_items(std::string& made, step which) {
        step_ = which;
        item_ = 0;
        first_ = true;
        made += which == step::attempts       ? "\"attempt_items\":["
                : which == step::transactions ? "\"transaction_items\":["
                                              : "\"message_items\":[";
    }

    // Some of the session's items of one kind.
    std::string items() {
        std::string made;
        const auto& session = *in_.find(session_);
        const bool more =
            step_ == step::attempts ? add_some(made, session.attempts) : add_some(made, session.transactions);
        if (more) return made;
        if (step_ == step::messages) {
            step_ = step::session;
            return made + "]}";
        }
        begin_items(made += "],", step_ == step::attempts ? step::transactions : step::messages);
        return made;
    }

    // Those behind the item that was the last; false: these were all. The lists grow and shrink between two pieces.
    template <class id>
    bool add_some(std::string& made, const std::vector<id>& of) {
        for (auto at = std::ranges::upper_bound(of, id{item_}); at != of.end(); ++at) {
            if (made.size() >= piece_size) return true;
            item_ = at->number;
            add_item(made, *at);
        }
        return false;
    }

    void add_item(std::string& made, base::attempt_id id) {
        show_item(next_element(made), in_, match::item_kind::auth_attempt, id.number, how_);
    }
    void add_item(std::string& made, base::transaction_id id) {
        if (step_ == step::transactions)
            return void(show_item(next_element(made), in_, match::item_kind::transaction, id.number, how_));
        for (const auto message : in_.find(id)->messages()) {
            const auto* found = in_.find(message);
            if (found == nullptr) continue;
            put_whole(next_element(made), *found);
            found->forget_view();
        }
    }

    json::writer next_element(std::string& made) {
        if (!std::exchange(first_, false)) made += ",";
        return json::writer(made);
    }

    void put_whole(json::writer to, const store::message_record& of) const {
        to.object([&] {
            json::show_members(to, of, at_.epoch, how_);
            to.put_object("raw", [&] {
                to.put("base64", base::encode_base64(of.raw.bytes.view()));
                to.put("removed_dots", of.raw.removed_dots);
                to.put("terminator", of.raw.terminator);
                to.put("via", smtp::name(of.raw.via));
            });
        });
    }

    const store::scope& in_;
    json::showing how_;
    store::cursor at_;
    std::uint64_t gone_;
    std::string version_;
    step step_ = step::head;
    base::session_id session_;
    std::uint64_t seen_ = 0;  // the newest event written
    std::uint64_t item_ = 0;  // the number of the last item written
    bool first_ = true, some_ = false;
};

}  // namespace

answer get_export(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    response made;
    made.body = make_export(asked.world);
    return made;
}

std::shared_ptr<body_source> make_export(const surroundings& world) { return std::make_shared<export_source>(world); }

}  // namespace api::routes
