#include "mocksmtp/store/import.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "mocksmtp/store/packed.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {

namespace {

// Numbers far beyond anything that is kept would take memory for nothing.
constexpr std::uint64_t greatest_id = 10'000'000, greatest_event = 1'000'000'000;

// What the recorder would have packed.
struct detail_packer {
    packer to;

    void operator()(std::monostate) {}
    void operator()(base::attempt_id id) { to.put(id.number); }
    void operator()(base::message_id id) { to.put(id.number); }
    void operator()(base::transaction_id id) { to.put(id.number); }
    void operator()(const remark& what) { to.put(std::string_view(what.text)); }
    void operator()(const auto& what) { to.put(what); }
};

std::string twice(const std::string& id) { return id + " stands there twice, or is no number for an id"; }

}  // namespace

class importer {
public:
    importer(scope& into, story what) : scope_(into), now_(into.now_), story_(std::move(what)) {}

    std::string run() {
        if (story_.at.n > greatest_event || story_.at.epoch > greatest_event)
            return "the cursor " + story_.at.text() + " is beyond what a mock counts to";
        scope_.epoch_ = story_.at.epoch;
        for (told_session& each : story_.sessions)
            if (auto wrong = add(each); !wrong.empty()) return wrong;
        if (auto wrong = add_events(); !wrong.empty()) return wrong;
        for (const told_session& each : story_.sessions) conclude(*now_.sessions.find(each.what.id.number));
        now_.events.skip_to(story_.at.n);
        // Events of no session take a number and no time.
        if (story_.at.n != 0) scope_.clock_->resume(last_, story_.at.n - story_.remarks.size());
        return {};
    }

    // Blank again, with what a blank scope may have: counts, and time that was advanced.
    static void forget(scope& of, std::uint64_t epoch, std::chrono::milliseconds advanced) {
        epoch_records blank;
        blank.probes = of.now_.probes;
        blank.refused_for_room = of.now_.refused_for_room;
        blank.fenced_open = of.now_.fenced_open;
        blank.fenced_count = of.now_.fenced_count;
        blank.fenced = std::move(of.now_.fenced);
        of.now_ = std::move(blank);
        of.epoch_ = epoch;
        of.clock_->restart();
        of.clock_->advance(advanced);
    }

private:
    template <class id>
    static bool fits(id of) {
        return of && of.number <= greatest_id;
    }

    // Each is there, is the session's, and stands in order.
    template <class id, class record>
    static bool owns(const session_record& of, const std::vector<id>& ids, const shelf<record>& kept) {
        const bool in_order = std::ranges::adjacent_find(ids, std::ranges::greater_equal()) == ids.end();
        return in_order && std::ranges::all_of(ids, [&](id each) {
                   const auto* one = kept.find(each.number);
                   return one != nullptr && one->session == &of;
               });
    }

    // As records have it: none where it is of this scope alone.
    std::vector<std::string_view> names_of(const std::vector<std::string>& scopes) {
        std::vector<std::string_view> made;
        if (scopes.size() == 1 && scopes.front() == scope_.name()) return made;
        for (const std::string& each : scopes) made.push_back(*now_.told_names.insert(each).first);
        return made;
    }

    std::string add(told_session& told) {
        const auto id = told.what.id;
        auto* made = fits(id) ? now_.sessions.add_at(id.number) : nullptr;
        if (made == nullptr) return twice(id.text());
        *made = std::move(told.what);
        told.what.id = id;
        made->scope = scope_.name();
        made->named = names_of(told.scopes);
        ++now_.ordinals[made->where.listener];
        for (attempt_record& each : told.attempts)
            if (auto wrong = add(each, *made); !wrong.empty()) return wrong;
        if (told.auth) made->auth = attempt_of(*told.auth, *made);
        for (told_transaction& each : told.transactions)
            if (auto wrong = add(each, *made); !wrong.empty()) return wrong;
        for (told_message& each : told.messages)
            if (auto wrong = add(each); !wrong.empty()) return wrong;
        if (!owns(*made, made->attempts, now_.attempts) || !owns(*made, made->transactions, now_.transactions))
            return id.text() + " lists items that are not its own, or not in order";
        now_.bytes += made->octets();
        return {};
    }

    std::string add(attempt_record& told, const session_record& of) {
        const auto id = told.id;
        auto* made = fits(id) ? now_.attempts.add_at(id.number) : nullptr;
        if (made == nullptr) return twice(id.text());
        *made = std::move(told);
        made->session = &of;
        now_.bytes += made->octets();
        return {};
    }

    // One that was made before a reset is known by its session alone.
    const attempt_record* attempt_of(const told_identity& who, session_record& of) {
        const auto* known = now_.attempts.find(who.attempt.number);
        if (known != nullptr && known->session == &of) return known;
        if (of.carried_auth == nullptr) {
            of.carried_auth = std::make_unique<attempt_record>();
            of.carried_auth->session = &of;
            of.carried_auth->what.mechanism = who.mechanism;
            of.carried_auth->what.outcome = smtp::attempt_outcome::accepted;
            of.carried_auth->what.found.user = who.user;
            of.carried_auth->what.found.authzid = who.authzid;
        }
        return of.carried_auth.get();
    }

    std::string add(told_transaction& told, session_record& of) {
        const auto id = told.what.id;
        auto* made = fits(id) ? now_.transactions.add_at(id.number) : nullptr;
        if (made == nullptr) return twice(id.text());
        *made = std::move(told.what);
        made->session = &of;
        made->named = names_of(told.scopes);
        if (told.auth) made->auth = attempt_of(*told.auth, of);
        if (!told.messages.empty()) made->message = told.messages.front();
        now_.bytes += made->octets();
        return {};
    }

    std::string add(told_message& told) {
        auto* of = now_.transactions.find(told.transaction.number);
        if (of == nullptr || of->message != told.id) return told.id.text() + " is of no transaction here";
        auto* made = fits(told.id) ? now_.messages.add_at(told.id.number) : nullptr;
        if (made == nullptr) return twice(told.id.text());
        made->id = told.id;
        made->at = told.at;
        made->received_at = told.received_at;
        made->raw = std::move(told.raw);
        made->facts = std::move(told.facts);
        made->transaction = of;
        of->protocol = made->facts.protocol;
        if (made->counts()) ++now_.counted_messages;
        now_.index.add(*made);
        now_.bytes += made->octets();
        return {};
    }

    std::string add_events() {
        std::vector<const event_record*> all;
        for (const told_session& session : story_.sessions)
            for (const event_record& each : session.events) all.push_back(&each);
        for (const event_record& each : story_.remarks) all.push_back(&each);
        std::ranges::sort(all, {}, [](const event_record* each) { return each->at.n; });
        for (const event_record* each : all)
            if (auto wrong = add(*each); !wrong.empty()) return wrong;
        return {};
    }

    std::string add(const event_record& told) {
        const auto n = told.at.n;
        if (n <= now_.events.newest() || n > story_.at.n || n > greatest_event)
            return "event " + told.at.text() + " stands there twice, or is of another epoch or later than the export";
        now_.events.skip_to(n - 1);
        auto* of = now_.sessions.find(told.session.number);
        auto& first = of == nullptr ? now_.first_remark : of->first_event;
        auto& last = of == nullptr ? now_.last_remark : of->last_event;
        std::string packed;
        std::visit(detail_packer{packer(packed)}, told.what);
        last = now_.events.append(
            {.kind = told.kind, .session = told.session, .time = told.time, .previous = last, .packed = packed});
        if (first == 0) first = last;
        last_ = std::max(last_, told.time);
        remember(told, of);
        return {};
    }

    // The number of something that is gone is not given again.
    template <class record>
    static void spend(shelf<record>& of, std::uint64_t number) {
        if (number <= of.newest() || number > greatest_id) return;
        of.add_at(number);
        of.remove(number);
    }

    // What only events say.
    void remember(const event_record& told, session_record* of) {
        if (const auto* id = std::get_if<base::message_id>(&told.what)) spend(now_.messages, id->number);
        if (const auto* id = std::get_if<base::transaction_id>(&told.what)) spend(now_.transactions, id->number);
        if (const auto* id = std::get_if<base::attempt_id>(&told.what)) spend(now_.attempts, id->number);
        if (const auto* label = std::get_if<remark>(&told.what); label != nullptr && told.kind == event_kind::mark)
            now_.marks.insert_or_assign(label->text, told.at.n);
        const auto* acted = std::get_if<smtp::rule_acted>(&told.what);
        if (acted != nullptr && of != nullptr)
            of->last_act = std::make_unique<const silent_act>(silent_act{*acted, told.at.n});
    }

    // What follows from the whole of a session's events: where its transcript has its gap, and behind which event each
    // transaction began, the newest that is not younger.
    void conclude(session_record& of) {
        std::uint64_t commands = 0, last = 0;
        auto next = of.transactions.begin();
        for (auto n = of.first_event; n != 0; n = now_.events.glance(n)->next) {
            const auto seen = *now_.events.read(n, scope_.epoch_);
            const bool is_command = seen.kind == event_kind::command;
            if (is_command && commands++ == scope_.limits().transcript_commands && of.commands_left_out != 0)
                of.left_out_after = of.trimmed_to = last;
            for (; next != of.transactions.end() && opened_at(*next) < seen.time; ++next) begin(*next, last);
            last = n;
        }
        for (; next != of.transactions.end(); ++next) begin(*next, last);
    }

    base::timestamp opened_at(base::transaction_id id) const {
        const auto* known = now_.transactions.find(id.number);
        return known == nullptr ? base::timestamp{} : known->opened_at;
    }

    void begin(base::transaction_id id, std::uint64_t event) {
        if (auto* known = now_.transactions.find(id.number)) known->opened = event;
    }

    scope& scope_;
    epoch_records& now_;
    story story_;
    base::timestamp last_{};
};

std::string import_story(scope& into, story what, const std::function<std::string()>& check) {
    const auto epoch = into.position().epoch;
    const auto advanced = into.clock().advanced();
    auto wrong = importer(into, std::move(what)).run();
    if (wrong.empty()) wrong = check();
    if (!wrong.empty()) importer::forget(into, epoch, advanced);
    return wrong;
}

}  // namespace mocksmtp::store
