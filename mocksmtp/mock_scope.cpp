// What the facade has of every scope; mock_server asks the world through the scope without a name.
#include <algorithm>
#include <stdexcept>

#include "mocksmtp/mock_server.hpp"
#include "mocksmtp/mock_server_runner.hpp"
#include "mocksmtp/store/transcript.hpp"
#include "mocksmtp/verify/answerable.hpp"

namespace mocksmtp {

namespace {

match::filter filter_of(const wanted_message& wanted) {
    match::filter made;
    const auto add = [&](match::field_id id, const std::optional<std::string>& value) {
        if (!value) return;
        auto compiled = match::compile({id, {}}, match::equal_to(*value));
        if (const auto* error = std::get_if<match::pattern_error>(&compiled))
            throw std::invalid_argument(error->detail);
        made.add({id, {}}, std::get<match::matcher>(std::move(compiled)));
    };
    add(match::field_id::from, wanted.from);
    add(match::field_id::to, wanted.to);
    add(match::field_id::subject, wanted.subject);
    add(match::field_id::user, wanted.user);
    add(match::field_id::mechanism, wanted.mechanism);
    return made;
}

std::string placed(rules::rule_set& in, rules::rule what) {
    auto made = in.put(std::move(what));
    if (const auto* wrong = std::get_if<std::vector<rules::fault>>(&made))
        throw std::invalid_argument(rules::describe(*wrong));
    return std::get<rules::rule_set::placed>(made).id;
}

std::vector<rules::standing> standings(const rules::rule_set& in) {
    std::vector<rules::standing> all;
    for (const rules::standing* one : in.all()) all.push_back(*one);
    return all;
}

// Of what the first expectation found.
captured_message first_message(const store::scope& in, const verify::outcome& seen) {
    return capture(*in.find(base::message_id{seen.found.front().matched.front()}));
}

}  // namespace

captured_message mock_scope::wait_for_message(const wanted_message& wanted, std::chrono::milliseconds within) {
    return runner_->wait_for(
        at_least_one(match::item_kind::message, filter_of(wanted), within),
        [this](const verify::outcome& seen) { return first_message(runner_->story(name_), seen); }, name_);
}

captured_hold mock_scope::wait_for_hold(std::chrono::milliseconds within) {
    return runner_->wait_for(
        at_least_one(match::item_kind::hold, {}, within),
        [this](const verify::outcome& seen) {
            const base::hold_id first{seen.found.front().matched.front()};
            return capture(*runner_->story(name_).find(first));
        },
        name_);
}

std::vector<captured_hold> mock_scope::holds() const {
    return runner_->call([this] { return captured(store::find_holds(runner_->story(name_))); });
}

bool mock_scope::release(std::string_view hold, const std::optional<rules::answer>& instead) {
    const auto id = base::hold_id::parse(hold);
    return id && runner_->call([&] { return runner_->inside().release(runner_->story(name_), *id, instead); });
}

void mock_scope::verify(const verify::verification& what) {
    if (const auto why = verify::why_unanswerable(what); !why.empty()) throw std::invalid_argument(why);
    runner_->wait_for(
        what, [](const verify::outcome&) { return true; }, name_);
}

std::vector<captured_message> mock_scope::messages(const wanted_message& wanted) const {
    return runner_->call([&] {
        const match::filter which = filter_of(wanted);
        return captured(store::find_messages(runner_->story(name_), {.where = &which}));
    });
}

std::vector<captured_attempt> mock_scope::auth_attempts() const {
    return runner_->call([this] { return captured(store::find_attempts(runner_->story(name_))); });
}

std::vector<captured_transaction> mock_scope::transactions() const {
    return runner_->call([this] { return captured(store::find_transactions(runner_->story(name_))); });
}

std::string mock_scope::transcript(std::string_view session) const {
    return runner_->call([&] {
        const store::scope& in = runner_->story(name_);
        const auto id = base::session_id::parse(session);
        if (!id || in.find(*id) == nullptr) throw std::out_of_range("there is no session " + std::string(session));
        return store::transcript(in, *id, runner_->inside().configured().show_secrets);
    });
}

std::string mock_scope::put_rule(rules::rule what) {
    return runner_->call([&] { return placed(runner_->rules(name_), std::move(what)); });
}

bool mock_scope::remove_rule(std::string_view id) {
    return runner_->call([&] { return runner_->rules(name_).remove(id); });
}

std::vector<rules::standing> mock_scope::rules() const {
    return runner_->call([this] { return standings(runner_->rules(name_)); });
}

std::size_t mock_scope::close_sessions() {
    return runner_->call(
        [this] { return runner_->inside().close_sessions(runner_->story(name_), dismissal{}).connections; });
}

void mock_scope::advance_clock(std::chrono::milliseconds by) {
    runner_->call([&] {
        base::clock& time = runner_->story(name_).clock();
        if (!base::can_advance(time, by))
            throw std::invalid_argument("a clock goes forward, and ends with the year 9999");
        time.advance(by);
    });
}

std::uint64_t mock_scope::position() const {
    return runner_->call([this] { return runner_->story(name_).position().n; });
}

std::uint16_t mock_scope::port() const {
    return runner_->call([this] {
        const auto own = runner_->inside().scopes().listeners_of(name_);
        for (const bound_listener& one : runner_->inside().listeners())
            if (std::ranges::find(own, one.name) != own.end()) return one.port;
        throw std::out_of_range("the scope has no port of its own");
    });
}

void mock_scope::reset() {
    runner_->call([this] { runner_->inside().reset(runner_->story(name_)); });
}

}  // namespace mocksmtp
