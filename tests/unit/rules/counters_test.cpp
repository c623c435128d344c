// How often a rule acts.
#include <algorithm>

#include "mocksmtp/rules/counters.hpp"
#include "tests/unit/rules/helpers.hpp"

namespace mocksmtp::rules {
namespace {

template <class change>
std::string pattern(int times, change bend) {
    house with;
    rule what = greylist();
    bend(what);
    with.put(what);
    return with.pattern(times);
}

std::string drawn(std::string seed, std::string id, double probability) {
    house with({.seed = std::move(seed)});
    rule what = greylist(std::move(id));
    what.probability = probability;
    with.put(what);
    return with.pattern(200);
}

}  // namespace

TEST_CASE("a rule without counts acts on every match") {
    CHECK(pattern(3, [](rule&) {}) == "+++");
}

TEST_CASE("so many matches are skipped first") {
    house with;
    rule what = greylist();
    what.skip = 2;
    with.put(what);
    CHECK(with.pattern(1) == "-");
    CHECK(with.miss("greylist") == "skips 2 more matches");
    CHECK(with.pattern(1) == "-");
    CHECK(with.miss("greylist") == "skips 1 more match");
    CHECK(with.pattern(2) == "++");
}

TEST_CASE("after so many times it is spent") {
    house with;
    rule what = greylist();
    what.times = 2;
    with.put(what);
    CHECK(with.pattern(2) == "++");
    CHECK(with.rules.find("greylist")->now == standing::state::spent);
    CHECK(with.pattern(1) == "-");
    CHECK(with.miss("greylist") == "spent after 2 hits");
    CHECK(with.rules.find("greylist")->matches == 3);
    CHECK(with.rules.find("greylist")->hits == 2);
}

TEST_CASE("every n-th match counts from the first that is not skipped") {
    CHECK(pattern(7, [](rule& what) { what.every = 3; }) == "+--+--+");
    house with;
    rule what = greylist();
    what.skip = 1;
    what.every = 3;
    with.put(what);
    CHECK(with.pattern(3) == "-+-");
    CHECK(with.miss("greylist") == "every 3rd match: this is the 2nd");
    CHECK(with.pattern(3) == "-+-");
}

TEST_CASE("ordinals are written as people write them") {
    house with;
    rule what = greylist();
    what.every = 112;
    with.put(what);
    with.pattern(11);
    CHECK(with.miss("greylist") == "every 112th match: this is the 11th");
    with.pattern(10);
    CHECK(with.miss("greylist") == "every 112th match: this is the 21st");
}

TEST_CASE("counters are kept apart by recipient, whatever the case of its domain") {
    house with;
    rule what = greylist();
    what.times = 1;
    what.per = counted_per::to;
    with.put(what);
    CHECK(with.pattern(1, asking_for("alice@example.test")) == "+");
    CHECK(with.pattern(1, asking_for("bob@example.test")) == "+");
    CHECK(with.pattern(1, asking_for("alice@EXAMPLE.test")) == "-");
    CHECK(with.pattern(1, asking_for("Alice@example.test")) == "+");
    const standing& seen = *with.rules.find("greylist");
    CHECK(seen.now == standing::state::armed);
    CHECK(seen.hits_per == std::map<std::string, std::uint64_t>{
                               {"Alice@example.test", 1}, {"alice@example.test", 1}, {"bob@example.test", 1}});
}

TEST_CASE("each kind of per has its values") {
    const auto key = [](counted_per by, const scene& about, stage at) {
        house with;
        rule what = greylist();
        what.on = {at};
        what.per = by;
        with.put(what);
        with.judge(about.at(at));
        return with.rules.find("greylist")->hits_per.begin()->first;
    };
    scene about = asking_for("alice@example.test", 7);
    CHECK(key(counted_per::scope, about, stage::rcpt) == "default");
    CHECK(key(counted_per::session, about, stage::rcpt) == "s7");
    CHECK(key(counted_per::peer, about, stage::rcpt) == "192.0.2.1");
    CHECK(key(counted_per::from, about, stage::rcpt) == "sender@example.test");
    CHECK(key(counted_per::user, about, stage::rcpt) == "");
    about.user = "app";
    CHECK(key(counted_per::user, about, stage::rcpt) == "app");
    about.mail->from.address = "";
    CHECK(key(counted_per::from, about, stage::rcpt) == "<>");
    about.mail->to = {accepted("a@x.test"), refused("b@x.test"), accepted("c@x.test")};
    CHECK(key(counted_per::to, about, stage::data) == "a@x.test, c@x.test");
    about.mail->to.assign(50, accepted("a@x.test"));
    CHECK(key(counted_per::to, about, stage::data).size() == 100 + 11 + 64);
}

TEST_CASE("so many matches within a period go by, the others do not") {
    house with;
    rule what = greylist();
    what.rate = {2, 1min};
    with.put(what);
    CHECK(with.pattern(4) == "--++");
    CHECK(with.miss("greylist") == "within the rate of 2 per 1m");
    with.time->advance(59s);
    CHECK(with.pattern(1) == "+");
    with.time->advance(1s);
    CHECK(with.pattern(3) == "--+");
}

TEST_CASE("the window of a rate slides") {
    house with;
    rule what = greylist();
    what.rate = {2, 1min};
    with.put(what);
    CHECK(with.pattern(1) == "-");
    with.time->advance(30s);
    CHECK(with.pattern(2) == "-+");
    with.time->advance(30s);
    CHECK(with.pattern(2) == "-+");
    with.time->advance(30s);
    CHECK(with.pattern(2) == "-+");
}

TEST_CASE("what is skipped does not count against the rate, and every counts beyond it") {
    CHECK(pattern(8, [](rule& what) {
              what.skip = 1;
              what.rate = {2, 1min};
              what.every = 2;
          }) == "---+-+-+");
}

TEST_CASE("a draw is the same in every run, and another for another seed or rule") {
    const std::string once = drawn("seed", "a", 0.25);
    CHECK(once == drawn("seed", "a", 0.25));
    CHECK(once != drawn("other", "a", 0.25));
    CHECK(once != drawn("seed", "b", 0.25));
    const auto hits = std::ranges::count(once, '+');
    CHECK(hits > 30);
    CHECK(hits < 70);
    CHECK(drawn("seed", "a", 1.0) == std::string(200, '+'));
    house with;
    rule what = greylist();
    what.probability = 1e-12;
    with.put(what);
    CHECK(with.pattern(1) == "-");
    CHECK(with.miss("greylist") == "the draw said no");
}

TEST_CASE("the draws of one session do not depend on the others") {
    const auto run = [](std::vector<std::uint64_t> sessions) {
        house with;
        rule what = greylist();
        what.per = counted_per::session;
        what.probability = 0.5;
        with.put(what);
        std::string acted;
        for (const auto session : sessions) {
            const auto outcome = with.pattern(1, asking_for("a@x.test", session));
            if (session == 1) acted += outcome;
        }
        return acted;
    };
    CHECK(run({1, 1, 1, 1, 1, 1, 1, 1}) == run({2, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1}));
}

TEST_CASE("replies come in order and then the rule is spent, or begins again") {
    const auto codes = [](bool loop, std::optional<std::uint64_t> times) {
        house with;
        rule what = greylist();
        what.reply.reset();
        what.replies = {smtp::reply{.code = 450}, smtp::reply{.code = 451}, smtp::reply{.code = 452}};
        what.loop = loop;
        what.times = times;
        with.put(what);
        std::vector<int> said;
        for (int i = 0; i < 5; ++i) said.push_back(code_of(with.rules.judge(asking_for("a@x.test").at(stage::rcpt))));
        return said;
    };
    CHECK(codes(false, {}) == std::vector<int>{450, 451, 452, 0, 0});
    CHECK(codes(true, {}) == std::vector<int>{450, 451, 452, 450, 451});
    CHECK(codes(true, 4) == std::vector<int>{450, 451, 452, 450, 0});
    CHECK(codes(false, 2) == std::vector<int>{450, 451, 0, 0, 0});
}

TEST_CASE("replies are counted for each value of per") {
    house with;
    rule what = greylist();
    what.reply.reset();
    what.replies = {smtp::reply{.code = 450}, smtp::reply{.code = 451}};
    what.per = counted_per::to;
    with.put(what);
    const auto code = [&](const char* to) { return code_of(with.rules.judge(asking_for(to).at(stage::rcpt))); };
    CHECK(code("a@x.test") == 450);
    CHECK(code("b@x.test") == 450);
    CHECK(code("a@x.test") == 451);
    CHECK(code("a@x.test") == 0);
    CHECK(code("b@x.test") == 451);
}

TEST_CASE("a rule expires by the injected clock, counted from when it was put") {
    house with;
    with.time->advance(1h);
    rule what = greylist();
    what.ttl = 10min;
    with.put(what);
    with.time->advance(10min - 1ms);
    CHECK(with.pattern(1) == "+");
    with.time->advance(1ms);
    CHECK(with.rules.find("greylist")->now == standing::state::expired);
    CHECK(with.pattern(1) == "-");
    CHECK(with.miss("greylist") == "expired");
    with.put(what);
    CHECK(with.pattern(1) == "+");
}

TEST_CASE("beyond a hundred thousand values of per all others count as one") {
    rule what = greylist();
    what.times = 1;
    what.per = counted_per::to;
    counters counted(what, "seed");
    const auto now = base::clock_origin();
    for (std::size_t i = 0; i < counters::most_keys; ++i) CHECK_UNARY(counted.count(std::to_string(i), now).acts);
    CHECK(counted.preview("new", now).acts);
    CHECK(counted.count("new", now).acts);
    CHECK_FALSE(counted.preview("newer", now).acts);
    CHECK_FALSE(counted.count("newer", now).acts);
    CHECK_FALSE(counted.count("0", now).acts);
}

}  // namespace mocksmtp::rules
