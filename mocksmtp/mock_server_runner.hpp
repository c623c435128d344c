// What the facade's classes share: the mock on a loop of its own, and how its records become what tests see.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "mocksmtp/capture.hpp"
#include "mocksmtp/mock_server.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/waiting.hpp"

namespace mocksmtp {

template <class Record>
auto captured(const store::found<Record>& found) {
    std::vector<decltype(capture(*found.items[0]))> all;
    all.reserve(found.items.size());
    for (const Record* one : found.items) all.push_back(capture(*one));
    return all;
}

// The expectation behind wait_for_...: at least one of these.
inline verify::verification at_least_one(match::item_kind what, match::filter which, std::chrono::milliseconds within) {
    verify::expectation wanted;
    wanted.what = what;
    wanted.which = std::move(which);
    return verify::alone(std::move(wanted), within);
}

class mock_server::runner {
public:
    explicit runner(const options& what) : mock_(loop_, what), thread_([this] { loop_.run(); }) {}

    ~runner() {
        boost::asio::post(loop_, [this] {
            for (const auto& each : waits_)
                if (const auto wait = each.lock()) wait->abandon();
            mock_.stop();
            loop_.stop();
        });
        thread_.join();
    }

    // Runs `job` on the loop and waits for what it answers, exceptions included.
    template <class Job>
    auto call(Job job) {
        std::packaged_task<decltype(job())()> task(std::move(job));
        auto answer = task.get_future();
        boost::asio::post(loop_, [&task] { task(); });
        return answer.get();
    }

    // What `make` says of the outcome, once it is as expected.
    template <class Function>
    auto wait_for(verify::verification what, Function make, const std::string& scope = {}) {
        using result = std::invoke_result_t<Function, const verify::outcome&>;
        auto answer = call([&] {
            const auto made = std::make_shared<waiting<result>>(loop_, mock_.scopes(), story(scope), std::move(what),
                                                                std::move(make));
            std::erase_if(waits_, [](const auto& old) { return old.expired(); });
            waits_.push_back(made);
            return made->start();
        });
        return answer.get();
    }

    // Of a named scope; of the world for an empty name.
    store::scope& story(const std::string& scope) {
        if (scope.empty()) return mock_.scope();
        auto* named = mock_.scopes().registry().make(scope);
        if (named == nullptr) throw std::runtime_error("there are too many scopes");
        return named->story;
    }
    rules::rule_set& rules(const std::string& scope) { return mock_.scopes().rules(story(scope)); }

    mock& inside() { return mock_; }

private:
    boost::asio::io_context loop_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{loop_.get_executor()};
    mock mock_;
    std::vector<std::weak_ptr<unfinished>> waits_;  // on the loop
    std::thread thread_;                            // last: it uses all of the above
};

}  // namespace mocksmtp
