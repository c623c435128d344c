// Who wants to know that something was recorded: waiting tests and event streams.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/store/event_record.hpp"

namespace mocksmtp::store {

struct notice {
    enum class cause {
        recorded,  // the event at `at` stands in the journal
        answered,  // the reply to `message` (or what a rule put in its place) has been recorded: wake who waits for
                   // mail
        reset      // a new epoch has begun; `at` is its start
    };
    cause why = cause::recorded;
    cursor at;
    event_kind kind = event_kind::session_opened;  // of the event, where there is one
    base::message_id message;                      // at `answered`
};

// Whether a test could be waiting it out: what the API itself notes is no traffic.
bool is_traffic(const notice& what);
// Whether a wait could end with it: neither with what the API notes, nor with what is only said. A message is in the
// journal before its 250 is made, which a rule may delay: who waits for mail is told by `answered`.
bool may_decide(const notice& what);
// Whether it is only said: a command, a reply, what is wrong with either. No mail comes of it; what rules have done and
// what is known of a session changes with it.
bool is_said(const notice& what);

class subscribers;

// Ends when destroyed; may outlive the subscribers it belongs to.
class subscription {
public:
    subscription() = default;
    subscription(subscription&&) noexcept = default;
    subscription& operator=(subscription&& other) noexcept;
    ~subscription();
    void end();

private:
    friend class subscribers;
    struct slot;
    explicit subscription(std::shared_ptr<slot> held) : held_(std::move(held)) {}
    std::shared_ptr<slot> held_;
};

class subscribers {
public:
    using callback = std::function<void(const notice&)>;

    subscribers();
    ~subscribers();
    // Callbacks run in the order of subscription, after the event is in the journal and its records are up to date.
    // They may read everything, subscribe and unsubscribe (themselves too) but not record, erase or reset: post that.
    [[nodiscard]] subscription subscribe(callback to);
    void notify(const notice& what);
    bool any() const { return !slots_.empty(); }

private:
    void sweep();
    std::vector<std::shared_ptr<subscription::slot>> slots_;
    unsigned depth_ = 0;
};

}  // namespace mocksmtp::store
