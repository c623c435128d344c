// Whatever the rules and whatever is asked, it comes out the same again.
#include <rapidcheck.h>

#include "tests/unit/rules/helpers.hpp"

namespace mocksmtp::rules {
namespace {

const std::vector<std::string> addresses{"a@x.test", "b@x.test", "c@y.test", ""};

rc::Gen<std::uint64_t> small() { return rc::gen::inRange<std::uint64_t>(0, 4); }

rule any_rule() {
    rule made;
    made.on = *rc::gen::element(std::vector{stage::rcpt}, std::vector{stage::message},
                                std::vector{stage::rcpt, stage::message});
    if (*rc::gen::arbitrary<bool>()) made.match = {wants("to", *rc::gen::elementOf(addresses))};
    made.priority = static_cast<int>(*small());
    made.skip = *small();
    if (*rc::gen::arbitrary<bool>()) made.times = *small() + 1;
    made.every = *small() + 1;
    made.per = *rc::gen::element(counted_per::scope, counted_per::session, counted_per::from, counted_per::to,
                                 counted_per::user, counted_per::peer);
    if (*rc::gen::arbitrary<bool>()) made.rate = rate_limit{*small() + 1, 2ms};
    if (*rc::gen::arbitrary<bool>()) made.probability = 0.5;
    if (*rc::gen::arbitrary<bool>()) made.ttl = 20ms;
    if (*rc::gen::arbitrary<bool>()) {
        made.scenario = scenario_step{*rc::gen::element<std::string>("s", "t"), *rc::gen::element<std::string>("", "x"),
                                      *rc::gen::element<std::string>("x", "started")};
    }
    for (std::uint64_t i = *small(); i > 0; --i) made.replies.push_back(smtp::reply{.code = 450 + static_cast<int>(i)});
    made.loop = !made.replies.empty() && *rc::gen::arbitrary<bool>();
    if (made.replies.empty()) made.delay = 1s;
    return made;
}

struct asked {
    stage at;
    scene about;
};

asked any_situation() {
    const auto to = *rc::gen::elementOf(addresses);
    scene about = *rc::gen::arbitrary<bool>() ? asking_for(to) : with_message("Subject: x\r\n\r\n", {accepted(to)});
    about.session = {*small() + 1};
    return {about.message ? stage::message : stage::rcpt, about};
}

std::string told(const std::optional<smtp::verdict>& made) {
    return made ? made->by.rule + "/" + std::to_string(made->by.hit) + "/" + std::to_string(code_of(made)) : "-";
}

}  // namespace

TEST_CASE("the same rules asked the same again give the same verdicts, after a reset too") {
    CHECK(rc::check("same rules, same questions, same verdicts", [] {
        std::vector<rule> all;
        for (std::uint64_t i = *small() + 1; i > 0; --i) {
            all.push_back(any_rule());
            RC_ASSERT(check(all.back()).empty());
        }
        std::vector<asked> questions;
        for (int i = *rc::gen::inRange(1, 60); i > 0; --i) questions.push_back(any_situation());
        house one({.baseline = all, .reply_addresses = true});
        house other({.baseline = all, .reply_addresses = true});
        const auto ask = [&](house& with) {
            std::string answers;
            for (const asked& each : questions) {
                answers += told(with.rules.judge(each.about.at(each.at))) + " ";
                with.time->advance(1ms);
            }
            return answers;
        };
        const std::string once = ask(one);
        RC_ASSERT(once == ask(other));
        other.time->restart();
        other.rules.reset();
        RC_ASSERT(once == ask(other));
    }));
}

TEST_CASE("a rule's account adds up, and what it would do is what it does") {
    CHECK(rc::check("consider, then judge", [] {
        house with;
        for (std::uint64_t i = *small() + 1; i > 0; --i) with.put(any_rule());
        for (int i = *rc::gen::inRange(1, 60); i > 0; --i) {
            const asked question = any_situation();
            const auto now = question.about.at(question.at);
            struct known final : match::facts {
                std::string session;
                const scene& about;
                explicit known(const scene& of) : about(of) {}
                match::values of(const match::field& which) const override {
                    const bool at_rcpt = about.recipient.has_value();
                    const std::string& to = at_rcpt ? about.recipient->address : about.mail->to[0].address;
                    if (which.id == match::field_id::to)
                        return to.empty() && at_rcpt ? match::values::list() : match::values::one(to);
                    if (which.id == match::field_id::from) return match::values::one(about.mail->from.address);
                    if (which.id == match::field_id::session) return match::values::one(about.session);
                    if (which.id == match::field_id::peer) return match::values::one(about.where.peer);
                    return {};
                }
            } facts(question.about);
            const auto expected = with.rules.consider(question.at, facts);
            const auto made = with.rules.judge(now);
            RC_ASSERT(made.has_value() == (!expected.empty() && expected.back().acts));
            if (made) RC_ASSERT(made->by.rule == expected.back().id);
            if (made) RC_ASSERT(expected.back().because == "acts: hit " + std::to_string(made->by.hit));
        }
        for (const standing* each : with.rules.all()) {
            RC_ASSERT(each->hits <= each->matches);
            RC_ASSERT(each->matches <= each->evaluations);
            std::uint64_t listed = 0;
            for (const auto& [value, hits] : each->hits_per) listed += hits;
            RC_ASSERT(listed == each->hits);
        }
    }));
}

}  // namespace mocksmtp::rules
