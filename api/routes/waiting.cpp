#include "api/routes/waiting.hpp"

#include <utility>

#include "api/json/value.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/patience.hpp"
#include "mocksmtp/verify/report.hpp"

namespace api::routes {

namespace match = mocksmtp::match;
namespace store = mocksmtp::store;
namespace verify = mocksmtp::verify;

namespace {

class waiter {
public:
    waiter(surroundings& world, awaited what, moment at)
        : world_(world),
          what_(std::move(what)),
          patience_(what_.query.expect, at.now),
          started_(at.now),
          epoch_(world.scope.position().epoch) {}

    std::variant<response, look_at> look(moment at) {
        if (world_.scope.position().epoch != epoch_) {
            if (what_.since != 0) return reset_meanwhile();
            epoch_ = world_.scope.position().epoch;
        }
        auto matched = find();
        const auto judged = patience_.look(sight_of(matched), {at.now, at.last_change});
        if (const auto* later = std::get_if<verify::look_again>(&judged)) return look_at{later->when};
        if (const auto* no = std::get_if<verify::unmet>(&judged)) return fail(std::move(matched), no->still_open, at);
        return what_.met(what_.query, std::move(matched));
    }

    void abandon() {
        world_.scope.note(store::event_kind::expectation_abandoned, verify::describe(what_.query.expect));
    }

private:
    const verify::expectation& expected() const { return what_.query.expect; }

    std::vector<std::uint64_t> find() const {
        return verify::find(world_.scope, expected().what, {.where = &expected().which, .since = what_.since});
    }

    verify::sight sight_of(const std::vector<std::uint64_t>& matched) const {
        verify::sight seen{.count = matched.size(), .must_failed = false, .open = {}};
        if (expected().count.most) seen.open = verify::open_transactions(world_.scope);
        if (expected().must.empty()) return seen;
        for (const auto number : matched) {
            const auto facts = verify::facts_of(world_.scope, expected().what, number);
            if (facts != nullptr && !expected().must.matches(*facts)) seen.must_failed = true;
        }
        return seen;
    }

    response reset_meanwhile() const {
        return problem_response({.status = 409,
                                 .detail = "there was a reset while this call waited; the journal stands at " +
                                           world_.scope.position().text()});
    }

    response fail(std::vector<std::uint64_t> matched, bool still_open, moment at) {
        verify::failure failed{
            .what = expected(), .matched = std::move(matched), .since = what_.since, .still_open = still_open};
        // The journal has the report as it is in every run; only the answer tells how long it took.
        const auto lasting = verify::explain(world_.scope, failed);
        const auto elapsed = at.now - started_;
        failed.elapsed = elapsed;
        const auto shown = verify::explain(world_.scope, failed);
        json::value body = body_of(failed, shown, elapsed);
        world_.scope.note(store::event_kind::expectation_failed, lasting.text);
        if (world_.expectation_failed) world_.expectation_failed(lasting.text);

        response made = what_.report_as_text ? text_response(417, shown.text)
                                             : json_response(417, json::dump_readable(body) + "\n");
        if (!what_.report_as_text) made.content_type = json::problem_type;
        made.reason = shown.summary;
        return made;
    }

    json::value body_of(const verify::failure& failed, const verify::report& shown,
                        std::chrono::milliseconds elapsed) const {
        json::value ids = json::value::array();
        for (const auto number : failed.matched) ids.push_back(verify::id_text(expected().what, number));
        return {{"detail", shown.summary},
                {"report", shown.text},
                {"title", json::phrase(417)},
                {"status", 417},
                {"expected", verify::describe(expected())},
                {"got", failed.matched.size()},
                {"matched", std::move(ids)},
                {"cursor", world_.scope.position().text()},
                {"elapsed", std::to_string(elapsed.count()) + "ms"}};
    }

    surroundings& world_;
    awaited what_;
    verify::patience patience_;
    std::chrono::milliseconds started_;
    std::uint64_t epoch_;
};

}  // namespace

answer await(surroundings& world, awaited what, moment at) {
    const auto waiting = std::make_shared<waiter>(world, std::move(what), at);
    auto first = waiting->look(at);
    if (auto* ready = std::get_if<response>(&first)) return std::move(*ready);
    not_yet later;
    later.next = std::get<look_at>(first);
    later.look = [waiting](moment then) { return waiting->look(then); };
    later.abandoned = [waiting] { waiting->abandon(); };
    return later;
}

}  // namespace api::routes
