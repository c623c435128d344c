#include "mocksmtp/verify/patience.hpp"

#include "judging.hpp"

using namespace mocksmtp::verify;
using namespace std::chrono_literals;
using testing::expecting;
using testing::is_met;
using testing::is_unmet;

namespace {

patience patience_for(const expectation& what, std::chrono::milliseconds deadline) {
    return {what.count, what.settle, deadline};
}

std::chrono::milliseconds later(const judgement& what) {
    REQUIRE(std::holds_alternative<look_again>(what));
    return std::get<look_again>(what).when;
}

sight seeing(std::uint64_t count, bool busy = false) {
    sight seen;
    seen.count = count;
    if (busy) seen.open = {mocksmtp::base::transaction_id{7}};
    return seen;
}

}  // namespace

TEST_CASE("a lower bound is waited for until the deadline and no longer") {
    const auto what = expecting("1..");
    auto patient = patience_for(what, 6000ms);
    CHECK(later(patient.look(seeing(0), {1000ms, 0ms})) == 6000ms);
    CHECK(is_met(patience_for(what, 6000ms).look(seeing(1), {1200ms, 1200ms})));
    CHECK(is_unmet(patient.look(seeing(0), {6000ms, 0ms})));
}

TEST_CASE("without a wait an unmet lower bound fails at once") {
    CHECK(is_unmet(patience_for(expecting("1.."), 0ms).look(seeing(0), {0ms, 0ms})));
}

TEST_CASE("going over an upper bound fails at once, however long it is to be watched") {
    auto what = expecting("1");
    what.settle = 10s;
    CHECK(is_unmet(patience_for(what, 0ms).look(seeing(2), {0ms, 0ms})));
}

TEST_CASE("an upper bound settles when nothing is open and nothing has happened for a while") {
    auto patient = patience_for(expecting("1"), 1000ms);
    CHECK(later(patient.look(seeing(1), {1000ms, 980ms})) == 1080ms);
    CHECK(is_unmet(patient.look(seeing(2), {1050ms, 1050ms})));
    CHECK(is_met(patience_for(expecting("1"), 1000ms).look(seeing(1), {1000ms, 900ms})));
}

TEST_CASE("an upper bound is watched for a given time") {
    auto what = expecting("0");
    what.settle = 2s;
    auto patient = patience_for(what, 0ms);
    CHECK(later(patient.look(seeing(0), {0ms, 0ms})) == 2000ms);
    CHECK(is_met(patient.look(seeing(0), {2000ms, 1999ms})));
    what.settle = 0ms;
    CHECK(is_met(patience_for(what, 0ms).look(seeing(0), {0ms, 0ms})));
}

TEST_CASE("an upper bound is watched from when all the rest holds") {
    auto what = expecting("0");
    what.settle = 500ms;
    auto patient = patience_for(what, 3000ms);
    auto seen = seeing(0);
    seen.rest_holds = false;
    CHECK(later(patient.look(seen, {0ms, 0ms})) == 3000ms);
    CHECK(later(patient.look(seeing(0), {600ms, 600ms})) == 1100ms);
    CHECK(is_unmet(patient.look(seeing(1), {900ms, 900ms})));
}

TEST_CASE("a transaction that stays open all the time keeps an upper bound from settling") {
    auto patient = patience_for(expecting("0"), 0ms);
    const auto limit = later(patient.look(seeing(0, true), {0ms, 0ms}));
    CHECK(limit == longest_watch);
    const auto judged = patient.look(seeing(0, true), {limit, 0ms});
    REQUIRE(is_unmet(judged));
    CHECK(std::get<unmet>(judged).still_open);
}

TEST_CASE("an upper bound that is to be over with the wait is watched for a quiet time behind it at most") {
    auto what = expecting("0");
    what.settle = idle{.within_wait = true};
    auto now = patience_for(what, 0ms);
    CHECK(later(now.look(seeing(0, true), {0ms, 0ms})) == quiet_time);
    const auto judged = now.look(seeing(0, true), {quiet_time, 0ms});
    REQUIRE(is_unmet(judged));
    CHECK(std::get<unmet>(judged).still_open);
    auto soon = patience_for(what, 500ms);
    CHECK(later(soon.look(seeing(0, true), {300ms, 0ms})) == 500ms);
}

TEST_CASE("steady traffic of others does not keep an upper bound from settling for ever") {
    auto patient = patience_for(expecting("1"), 0ms);
    CHECK_FALSE(is_met(patient.look(seeing(1), {0ms, 0ms})));
    CHECK(is_met(patient.look(seeing(1, true), {longest_watch, longest_watch})));
}

TEST_CASE("what may still change is waited for, whether it is too many or not as it must be") {
    auto seen = seeing(1);
    seen.may_change = true;
    auto none = patience_for(expecting("0"), 5s);
    CHECK(later(none.look(seen, {0ms, 0ms})) == 5s);
    CHECK(is_unmet(none.look(seen, {5s, 0ms})));
    seen.must_failed = true;
    CHECK(later(patience_for(expecting("1.."), 5s).look(seen, {0ms, 0ms})) == 5s);
}

TEST_CASE("an item that is not as it must be fails at once") {
    auto seen = seeing(1);
    seen.must_failed = true;
    CHECK(is_unmet(patience_for(expecting("1.."), 5s).look(seen, {0ms, 0ms})));
}

TEST_CASE("a wait for ever ends after everything else, and one below zero is over at once") {
    CHECK(end_of_wait(1h, std::chrono::milliseconds::max()) == 1h + for_ever);
    CHECK(end_of_wait(1h, -1ms) == 1h);
    auto what = expecting("0");
    what.settle = std::chrono::milliseconds::max();
    CHECK(later(patience_for(what, 0ms).look(seeing(0), {1000ms, 0ms})) == 1000ms + for_ever);
}
