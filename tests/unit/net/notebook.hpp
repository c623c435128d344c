// What sessions report, written down where a test on another thread can read and await it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "mocksmtp/smtp/event.hpp"

namespace net_test {

namespace smtp = mocksmtp::smtp;
namespace base = mocksmtp::base;

struct notes {
    std::uint64_t sessions = 0;
    std::vector<std::string> messages;
    std::vector<smtp::tls_facts> handshakes;
    std::vector<smtp::tls_failure> failures;
    std::vector<smtp::session_end> ends;
    std::vector<std::string> commands;
    std::uint64_t holds = 0;
    std::vector<bool> holds_closed;  // released?
};

class notebook {
public:
    void write(const std::function<void(notes&)>& change) {
        const std::lock_guard lock(mutex_);
        change(notes_);
        changed_.notify_all();
    }
    notes read() {
        const std::lock_guard lock(mutex_);
        return notes_;
    }
    // Waits for the condition, up to a deadline far above what any test needs; false if it never came.
    bool await(const std::function<bool(const notes&)>& condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(120), [&] { return condition(notes_); });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    notes notes_;
};

class note_taker final : public smtp::observer {
public:
    explicit note_taker(notebook& into) : into_(into) {}

    std::uint64_t opened() override {
        into_.write([&](notes& all) { session_.number = ++all.sessions; });
        return session_.number;
    }
    void record(const smtp::event& what) override {
        into_.write([&](notes& all) {
            if (auto* line = std::get_if<smtp::command_received>(&what)) all.commands.push_back(line->line);
            if (auto* facts = std::get_if<smtp::tls_started>(&what)) all.handshakes.push_back(facts->facts);
            if (auto* failed = std::get_if<smtp::tls_failed>(&what)) all.failures.push_back(failed->failure);
            if (auto* ended = std::get_if<smtp::session_ended>(&what)) all.ends.push_back(ended->by);
            if (auto* hold = std::get_if<smtp::hold_closed>(&what)) all.holds_closed.push_back(hold->released);
        });
    }
    void arrived(smtp::arrival_fact) override {}
    bool has_room(std::size_t) const override { return true; }
    base::message_id keep(smtp::received_message message, smtp::message_facts) override {
        base::message_id id;
        into_.write([&](notes& all) {
            all.messages.emplace_back(message.bytes.view());
            id.number = all.messages.size();
        });
        return id;
    }
    base::session_id session() const override { return session_; }
    base::hold_id hold_opened(smtp::hold_facts) override {
        base::hold_id id;
        into_.write([&](notes& all) { id.number = ++all.holds; });
        return id;
    }

private:
    notebook& into_;
    base::session_id session_;
};

}  // namespace net_test
