#include "api/routes/waiting.hpp"

#include <string>
#include <utility>
#include <vector>

#include "api/json/report_json.hpp"
#include "api/routes/failure.hpp"
#include "api/routes/positions.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/verify/report.hpp"
#include "mocksmtp/verify/vigil.hpp"

namespace api::routes {

namespace store = mocksmtp::store;
namespace verify = mocksmtp::verify;

namespace {

class waiter {
public:
    waiter(surroundings& world, awaited_all what, moment at)
        : world_(world),
          what_(std::move(what)),
          vigil_(what_.what, at.now),
          started_(at.now),
          epoch_(world.scope.position().epoch) {}
    waiter(const waiter&) = delete;  // the vigil refers to the verification
    waiter& operator=(const waiter&) = delete;

    std::variant<response, look_at> look(moment at) {
        if (world_.scope.position().epoch != epoch_) {
            if (what_.what.since != 0) return reset_meanwhile();
            epoch_ = world_.scope.position().epoch;
        }
        const verify::grounds by(world_.scope, world_.rules.all());
        auto seen = verify::judge(by, what_.what);
        const auto judged = vigil_.look(world_.scope, seen, {at.now, at.last_change});
        if (const auto* later = std::get_if<verify::look_again>(&judged)) return look_at{later->when};
        if (const auto* no = std::get_if<verify::unmet>(&judged)) {
            seen.still_open = no->still_open;
            return fail(seen, at);
        }
        return what_.met(by, what_.what, std::move(seen));
    }

    bool hears_what_is_said() const { return verify::depends_on_what_is_said(what_.what); }

    void abandon() { world_.scope.note(store::event_kind::expectation_abandoned, verify::describe(what_.what)); }

private:
    response reset_meanwhile() const {
        return problem_response({.status = 409,
                                 .detail = "there was a reset while this call waited; the journal stands at " +
                                           world_.scope.position().text()});
    }

    // Where else what is missing in a scope may have gone to.
    std::vector<const store::scope*> elsewhere() const {
        return world_.scopes == nullptr ? std::vector<const store::scope*>()
                                        : world_.scopes->registry().others(world_.scope);
    }

    std::vector<std::string> closed_listeners() const {
        std::vector<std::string> names;
        if (!world_.listeners) return names;
        for (auto& each : world_.listeners())
            if (!each.accepting) names.push_back(std::move(each.name));
        return names;
    }

    response fail(const verify::outcome& seen, moment at) {
        const auto others = elsewhere();
        const verify::grounds by(world_.scope, world_.rules.all(), others, closed_listeners(),
                                 world_since(world_, what_.now, what_.what.since));
        // The journal has the report as it is in every run; only the answer tells how long it took.
        const auto elapsed = at.now - started_;
        const auto shown = verify::explain(by, what_.what, seen, elapsed);
        return tell_failure(world_, {.summary = shown.summary,
                                     .report = shown.text,
                                     .lasting = shown.lasting,
                                     .name = name_of(shown),
                                     .more = members_of(by, seen, shown, elapsed),
                                     .as_text = what_.report_as_text});
    }

    // As the test calls itself, else the first of its expectations that does not hold.
    std::string name_of(const verify::report& shown) const {
        if (!what_.label.empty()) return what_.label;
        const auto& expected = what_.what.expect;
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (!shown.results[i].ok) return expected[i].name;
        return {};
    }

    json::value members_of(const verify::grounds& by, const verify::outcome& seen, const verify::report& shown,
                           std::chrono::milliseconds elapsed) const {
        json::value made = {{"label", what_.label.empty() ? json::value(nullptr) : json::value(what_.label)},
                            {"expected", verify::describe(what_.what)}};
        // Of a call with one expectation, in short.
        if (what_.what.expect.size() == 1) {
            json::value ids = json::value::array();
            for (const auto number : seen.found.front().matched)
                ids.push_back(by.id_text(what_.what.expect.front().what, number));
            made["got"] = ids.size();
            made["matched"] = std::move(ids);
        }
        json::put_report(made, shown);
        made["cursor"] = world_.scope.position().text();
        made["elapsed"] = std::to_string(elapsed.count()) + "ms";
        return made;
    }

    surroundings& world_;
    awaited_all what_;
    verify::vigil vigil_;
    std::chrono::milliseconds started_;
    std::uint64_t epoch_;
};

}  // namespace

answer await(surroundings& world, awaited_all what, moment at) {
    const auto waiting = std::make_shared<waiter>(world, std::move(what), at);
    auto first = waiting->look(at);
    if (auto* ready = std::get_if<response>(&first)) return std::move(*ready);
    not_yet later;
    later.next = std::get<look_at>(first);
    later.hears_what_is_said = waiting->hears_what_is_said();
    later.look = [waiting](moment then) { return waiting->look(then); };
    later.abandoned = [waiting] { waiting->abandon(); };
    return later;
}

answer await(surroundings& world, awaited what, moment at) {
    awaited_all all;
    all.what = verify::alone(what.query.expect, what.query.wait, what.since);
    all.label = what.query.label;
    all.now = world_now(world, what.query.from);
    all.report_as_text = what.report_as_text;
    all.met = [query = std::move(what.query), met = std::move(what.met)](
                  const verify::grounds&, const verify::verification&, verify::outcome seen) {
        return met(query, std::move(seen.found.front().matched));
    };
    return await(world, std::move(all), at);
}

}  // namespace api::routes
