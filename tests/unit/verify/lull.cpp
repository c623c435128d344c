#include "mocksmtp/verify/lull.hpp"

#include <optional>

#include "judging.hpp"

using namespace mocksmtp;
using namespace std::chrono_literals;
using testing::expecting;
using testing::is_met;

namespace {

// One message to bob, which is there, and those who send to others.
struct busy_server {
    store::scope scope;
    testing::client sender{scope}, pooled{scope}, other{scope};
    verify::verification what = verify::alone(expecting("1", "to", "bob@example.test"));
    std::optional<verify::vigil> watch{std::in_place, what, 0ms};

    busy_server() {
        sender.hello();
        pooled.hello();
        sender.send();
    }
    // Of what has just happened.
    verify::judgement look(std::chrono::milliseconds now) { return look(now, now); }
    verify::judgement look(std::chrono::milliseconds now, std::chrono::milliseconds last_change) {
        return watch->look(scope, verify::judge(verify::grounds(scope), what), {now, last_change});
    }
    // When it looks again.
    std::chrono::milliseconds next(const verify::judgement& seen) {
        REQUIRE(std::holds_alternative<verify::look_again>(seen));
        return std::get<verify::look_again>(seen).when;
    }
};

}  // namespace

TEST_CASE("mail to others does not break the quiet, whatever connection it comes on") {
    busy_server here;
    CHECK(here.next(here.look(0ms)) == 100ms);
    for (const auto now : {30ms, 60ms, 90ms}) {
        here.pooled.send({.to = {"carol@example.test"}});
        CHECK(here.next(here.look(now)) == 100ms);
    }
    here.pooled.send({.to = {"carol@example.test"}});
    CHECK(is_met(here.look(100ms)));
}

TEST_CASE("who came in time is heard out, by its own events and until it can bring nothing") {
    busy_server here;
    here.look(0ms);
    here.other.hello();
    CHECK(here.next(here.look(80ms)) == 180ms);
    here.pooled.send({.to = {"carol@example.test"}});
    CHECK(here.next(here.look(120ms)) == 180ms);
    here.other.begin();
    here.other.recipient("carol@example.test");
    here.look(170ms);
    here.other.data();
    CHECK(is_met(here.look(190ms)));
}

TEST_CASE("who came in time may bring what is too much") {
    busy_server here;
    here.look(0ms);
    here.other.hello();
    here.look(80ms);
    here.other.send();
    CHECK(std::holds_alternative<verify::unmet>(here.look(170ms)));
}

TEST_CASE("who begins when it would have been quiet is not waited for") {
    busy_server here;
    here.look(0ms);
    here.pooled.begin();
    here.look(50ms);
    here.look(110ms, 50ms);
    here.other.hello();
    here.other.begin();
    here.look(120ms);
    here.pooled.recipient("carol@example.test");
    here.pooled.data();
    CHECK(is_met(here.look(130ms)));
}

TEST_CASE("what came since the last look may have come in time") {
    busy_server here;
    here.look(0ms);
    here.other.hello();
    CHECK(here.next(here.look(130ms)) == 230ms);
    CHECK(is_met(here.look(230ms, 130ms)));
}

TEST_CASE("the session that brought the mail breaks the quiet until it sends to others") {
    busy_server here;
    here.look(0ms);
    here.sender.command("NOOP");
    CHECK(here.next(here.look(60ms)) == 160ms);
    here.sender.send({.to = {"carol@example.test"}});
    CHECK(here.next(here.look(90ms)) == 160ms);
    CHECK(is_met(here.look(160ms, 90ms)));
}

TEST_CASE("a client that came in time is heard out, however long it is about its greeting") {
    busy_server here;
    here.look(0ms);
    here.other.hello();
    CHECK(here.next(here.look(70ms)) == 170ms);
    here.other.command("NOOP");
    CHECK(here.next(here.look(170ms, 140ms)) == 240ms);
    here.other.begin();
    CHECK(here.next(here.look(240ms, 210ms)) >= 310ms);
    here.other.recipient("bob@example.test");
    here.look(310ms, 280ms);
    here.other.accept("Hi\r\n");
    here.other.reply(testing::said(250, "Ok"));
    CHECK(std::holds_alternative<verify::unmet>(here.look(350ms)));
}

TEST_CASE("a server that was quiet when nothing was to come is watched for that long all the same") {
    busy_server here;
    here.what.expect.front() = expecting("0", "to", "never@example.test");
    here.watch.emplace(here.what, 1000ms);
    CHECK(here.next(here.look(1000ms, 0ms)) == 1100ms);
    CHECK(is_met(here.look(1100ms, 0ms)));
    here.what.expect.clear();
    here.what.nothing_else = {match::item_kind::auth_attempt};
    verify::vigil of_all(here.what, 1000ms);
    const auto seen = verify::judge(verify::grounds(here.scope), here.what);
    CHECK(here.next(of_all.look(here.scope, seen, {1000ms, 0ms})) == 1100ms);
}

TEST_CASE("whoever has sent mail brings no AUTH attempt") {
    busy_server here;
    here.what.expect.front() = expecting("0..1");
    here.what.expect.front().what = match::item_kind::auth_attempt;
    here.watch.emplace(here.what, 0ms);
    here.pooled.send();
    CHECK(here.next(here.look(0ms)) == 100ms);
    here.pooled.send();
    CHECK(here.next(here.look(60ms)) == 100ms);
    here.other.hello();
    CHECK(here.next(here.look(80ms)) == 180ms);
}
