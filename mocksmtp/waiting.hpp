// One wait of a C++ test on the mock's loop: looks whenever something happens, until all is as expected or cannot be.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include "mocksmtp/mock_server.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/verify/report.hpp"
#include "mocksmtp/verify/vigil.hpp"

namespace mocksmtp {

// A wait whatever it answers, for who has to end it.
class unfinished {
public:
    virtual ~unfinished() = default;
    // The mock ends: what is waited for cannot come any more.
    virtual void abandon() = 0;
};

// Lives on the loop, held by what it waits for.
template <class Result>
class waiting : public unfinished, public std::enable_shared_from_this<waiting<Result>> {
public:
    // The scope is one of these.
    waiting(boost::asio::io_context& loop, named_scopes& all, store::scope& in, verify::verification what,
            std::function<Result(const verify::outcome&)> make)
        : loop_(loop),
          all_(all),
          in_(in),
          staying_(all.registry().stay_in(in)),
          what_(std::move(what)),
          hears_what_is_said_(verify::depends_on_what_is_said(what_)),
          make_(std::move(make)),
          started_(now()),
          last_change_(started_),
          vigil_(what_, started_),
          timer_(loop) {}

    std::future<Result> start() {
        auto result = promise_.get_future();
        // Those who are told may not write into the journal, as a failure does: they look a moment later.
        subscription_ = in_.subscribers().subscribe([self = this->shared_from_this()](const store::notice& what) {
            if (store::is_traffic(what)) self->last_change_ = now();
            if (!store::may_decide(what) && !(self->hears_what_is_said_ && store::is_said(what))) return;
            if (!std::exchange(self->looks_soon_, true)) boost::asio::post(self->loop_, [self] { self->look(); });
        });
        look();
        return result;
    }

    void abandon() override {
        if (done_) return;
        finish();
        fail("the mock was destroyed while this was waited for: " + verify::describe(what_));
    }

private:
    static std::chrono::milliseconds now() {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }

    void look() {
        looks_soon_ = false;
        if (done_) return;
        if (staying_) all_.registry().use(*staying_);
        auto seen = verify::judge(verify::grounds(in_, all_.rules(in_).all()), what_);
        const auto judged = vigil_.look(in_, seen, {now(), last_change_});
        if (const auto* later = std::get_if<verify::look_again>(&judged)) return look_at(later->when);
        finish();
        if (const auto* no = std::get_if<verify::unmet>(&judged)) {
            seen.still_open = no->still_open;
            fail(seen);
        } else {
            promise_.set_value(make_(seen));
        }
    }

    void look_at(std::chrono::milliseconds when) {
        timer_.expires_at(std::chrono::steady_clock::time_point(when));
        timer_.async_wait([self = this->shared_from_this()](boost::system::error_code cancelled) {
            if (!cancelled) self->look();
        });
    }

    void fail(const verify::outcome& seen) {
        const auto others = all_.registry().others(in_);
        const verify::grounds by(in_, all_.rules(in_).all(), others, {},
                                 all_.registry().world_before(in_, what_.since));
        const auto shown = verify::explain(by, what_, seen, now() - started_);
        in_.note(store::event_kind::expectation_failed, shown.lasting);
        fail(shown.text);
    }

    void fail(const std::string& report) {
        promise_.set_exception(std::make_exception_ptr(expectation_failed(report)));
    }

    void finish() {
        done_ = true;
        subscription_.end();
        timer_.cancel();
    }

    boost::asio::io_context& loop_;
    named_scopes& all_;
    store::scope& in_;
    std::shared_ptr<store::named_scope> staying_;
    verify::verification what_;
    bool hears_what_is_said_;
    std::function<Result(const verify::outcome&)> make_;
    std::chrono::milliseconds started_, last_change_;
    verify::vigil vigil_;
    boost::asio::steady_timer timer_;
    store::subscription subscription_;
    std::promise<Result> promise_;
    bool looks_soon_ = false;
    bool done_ = false;
};

}  // namespace mocksmtp
