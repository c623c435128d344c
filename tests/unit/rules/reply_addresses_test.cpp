// Addresses that ask for a reply of their own.
#include "mocksmtp/rules/reply_addresses.hpp"
#include "tests/unit/rules/helpers.hpp"

namespace mocksmtp::rules {
namespace {

std::string asked(std::string address) {
    house with({.reply_addresses = true});
    const auto made = with.rules.judge(asking_for(std::move(address)).at(stage::rcpt));
    if (!made) return "";
    CHECK(made->by.rule == "reply-addresses");
    return smtp::wire(std::get<smtp::reply>(made->answer.value()));
}

std::string asked_after_data(std::vector<smtp::addressed> to) {
    house with({.reply_addresses = true});
    const auto made = with.rules.judge(with_message("x\r\n", std::move(to)).at(stage::message));
    return made ? smtp::wire(std::get<smtp::reply>(made->answer.value())) : "";
}

}  // namespace

TEST_CASE("an address asks for the reply that its local part names") {
    CHECK(asked("reply-550@any.domain") == "550 5.0.0 as the address asks\r\n");
    CHECK(asked("reply-451-4.7.1@any.domain") == "451 4.7.1 as the address asks\r\n");
    CHECK(asked("reply-421@any.domain") == "421 4.0.0 as the address asks\r\n");
    CHECK(asked("reply-250@any.domain") == "250 2.0.0 as the address asks\r\n");
    CHECK(asked("reply-354@any.domain") == "354 as the address asks\r\n");
    CHECK(asked("reply-599@any.domain").starts_with("599 "));
}

TEST_CASE("what does not spell a reply is an ordinary address") {
    for (const char* address :
         {"alice@x.test", "reply@x.test", "reply-@x.test", "reply-55@x.test", "reply-5500@x.test", "reply-199@x.test",
          "reply-600@x.test", "reply-550-@x.test", "reply-550-5.1@x.test", "reply-550-4.7.1@x.test",
          "reply-354-2.0.0@x.test", "reply-550-5.01.1@x.test", "reply-550-5.1.1x@x.test", "reply-550.5.1.1@x.test",
          "Reply-550@x.test", "xreply-550@x.test", "data-550@x.test", ""}) {
        CAPTURE(address);
        CHECK(asked(address).empty());
    }
}

TEST_CASE("after the final dot the first accepted recipient that asks wins") {
    CHECK(asked_after_data({accepted("data-552@x.test")}) == "552 5.0.0 as the address asks\r\n");
    CHECK(asked_after_data({accepted("a@x.test"), refused("data-550@x.test"), accepted("data-451-4.3.0@x.test"),
                            accepted("data-552@x.test")}) == "451 4.3.0 as the address asks\r\n");
    CHECK(asked_after_data({accepted("reply-550@x.test")}).empty());
}

TEST_CASE("a recipient that asks for its reply after the final dot is let in first, though nobody knows it") {
    house with({.reply_addresses = true});
    scene about = asking_for("data-552@any.domain");
    CHECK_FALSE(with.rules.judge(about.at(stage::rcpt)));
    about.usual = smtp::reply{.code = 550};
    const auto made = with.rules.judge(about.at(stage::rcpt));
    REQUIRE(made);
    CHECK(made->by.rule == "reply-addresses");
    CHECK(made->answer == smtp::answer(smtp::reply_id::recipient_ok));
    about.recipient->address = "data-5522@any.domain";
    CHECK_FALSE(with.rules.judge(about.at(stage::rcpt)));
}

TEST_CASE("they are off unless asked for, and stand at no other stage") {
    house without;
    CHECK_FALSE(without.rules.judge(asking_for("reply-550@x.test").at(stage::rcpt)));
    house with({.reply_addresses = true});
    scene about = asking_for("reply-550@x.test");
    about.mail->to = {accepted("data-550@x.test")};
    for (const stage at : {stage::mail, stage::data, stage::body, stage::bdat, stage::quit}) {
        CHECK_FALSE(with.rules.judge(about.at(at)));
    }
}

TEST_CASE("rules come before them, and their hits are counted until a reset") {
    house with({.reply_addresses = true});
    const auto about = asking_for("reply-550@x.test");
    rule what = greylist();
    what.times = 1;
    with.put(what);
    CHECK(with.judge(about.at(stage::rcpt)) == "greylist");
    CHECK(with.rules.judge(about.at(stage::rcpt))->by == smtp::rule_hit{"reply-addresses", 1});
    CHECK(with.rules.judge(about.at(stage::rcpt))->by == smtp::rule_hit{"reply-addresses", 2});
    CHECK(with.rules.find("reply-addresses") == nullptr);
    with.rules.reset();
    CHECK(with.rules.judge(about.at(stage::rcpt))->by == smtp::rule_hit{"reply-addresses", 1});
}

}  // namespace mocksmtp::rules
