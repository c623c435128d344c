#include "api/routes/report.hpp"

#include <utility>

#include "api/routes/html.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/report_frame.hpp"
#include "api/routes/report_items.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/store/transcript.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t events_at_once = 16;
constexpr std::uint64_t looked_at_once = 1024;  // records, where no more than an enumerator is looked at

// Looks first for what stands at the top, then shows everything kind by kind. What comes meanwhile is left out; what
// is deleted meanwhile as well.
class report_source final : public body_source {
public:
    explicit report_source(surroundings& world)
        : world_(world), in_(world.scope), how_{.secrets = world.show_secrets}, at_(in_.position()) {
        const auto& all = in_.records();
        newest_ = {all.messages.newest(), all.attempts.newest(), all.sessions.newest(), all.transactions.newest()};
        kept_ = {all.messages.size(), all.attempts.size(), all.sessions.size(), all.transactions.size()};
    }

    piece next() override {
        if (in_.position().epoch != at_.epoch) return broken{};
        switch (step_) {
            case step::expectations:
                return look_for_expectations();
            case step::refusals:
                return look_for_refusals();
            case step::head:
                return head();
            case step::messages:
                return messages();
            case step::transactions:
                return transactions();
            case step::attempts:
                return attempts();
            case step::sessions:
                return sessions();
            case step::transcript:
                return transcript();
            case step::rules:
                return rules();
            case step::done:
                break;
        }
        return end{};
    }

private:
    enum class step {
        expectations,
        refusals,
        head,
        messages,
        transactions,
        attempts,
        sessions,
        transcript,
        rules,
        done
    };
    struct numbers {
        std::uint64_t messages = 0, attempts = 0, sessions = 0, transactions = 0;
    };

    std::string go_on_with(step next, std::string made) {
        step_ = next;
        number_ = 0;
        return made;
    }

    std::string look_for_expectations() {
        const auto found = in_.events_of({}, seen_, events_at_once);
        for (const auto& each : found) {
            seen_ = each.at.n;
            if (each.at.n > at_.n) continue;
            if (each.kind == store::event_kind::mark) mark_ = std::get<store::remark>(each.what).text;
            if (each.kind != store::event_kind::expectation_failed &&
                each.kind != store::event_kind::expectation_abandoned)
                continue;
            ++failed_;
            failures_ += expectation_part(each, mark_);
        }
        if (found.size() == events_at_once) return {};
        return go_on_with(step::refusals, {});
    }

    std::string look_for_refusals() {
        for (std::uint64_t n = 0; n < looked_at_once; ++n) {
            if (++number_ > newest_.transactions) return go_on_with(step::head, {});
            const auto* found = in_.find(base::transaction_id{number_});
            if (found != nullptr && found->outcome != smtp::transaction_outcome::accepted) refused_.push_back(number_);
        }
        return {};
    }

    std::string head() {
        std::string made = report_head({world_.version, in_.name(), at_.text()},
                                       {{"expectations", "failed expectations", failed_, true},
                                        {"messages", "messages", kept_.messages},
                                        {"transactions", "not accepted", refused_.size()},
                                        {"attempts", "log-in attempts", kept_.attempts},
                                        {"sessions", "sessions", kept_.sessions},
                                        {"rules", "rules", world_.rules.all().size()}});
        made += open_section("expectations", "Failed expectations");
        made += failed_ == 0 ? nothing("No expectation has failed.") : std::exchange(failures_, {});
        made += std::string(close_section) + open_section("messages", "Messages");
        if (kept_.messages == 0) made += nothing("No message was captured.");
        return go_on_with(step::messages, std::move(made));
    }

    std::string messages() {
        if (++number_ <= newest_.messages) {
            const auto* found = in_.find(base::message_id{number_});
            if (found == nullptr) return {};
            std::string part = message_part(*found);
            found->forget_view();
            return part;
        }
        std::string made = std::string(close_section) + open_section("transactions", "Tried but not accepted");
        made += refused_.empty() ? nothing("Every transaction was accepted.")
                                 : open_table({std::begin(transaction_columns), std::end(transaction_columns)});
        return go_on_with(step::transactions, std::move(made));
    }

    std::string transactions() {
        std::string made;
        while (number_ < refused_.size() && made.size() < piece_size)
            if (const auto* found = in_.find(base::transaction_id{refused_[number_++]}))
                made += transaction_row(*found);
        if (number_ < refused_.size()) return made;
        if (!refused_.empty()) made += close_table;
        made += std::string(close_section) + open_section("attempts", "Log-in attempts");
        made += kept_.attempts == 0 ? nothing("Nobody tried to log in.")
                                    : open_table({std::begin(attempt_columns), std::end(attempt_columns)});
        return go_on_with(step::attempts, std::move(made));
    }

    std::string attempts() {
        std::string made;
        while (made.size() < piece_size && ++number_ <= newest_.attempts)
            if (const auto* found = in_.find(base::attempt_id{number_})) made += attempt_row(*found);
        if (number_ <= newest_.attempts) return made;
        if (kept_.attempts != 0) made += close_table;
        made += std::string(close_section) + open_section("sessions", "Sessions");
        if (kept_.sessions == 0) made += nothing("Nobody connected.");
        return go_on_with(step::sessions, std::move(made));
    }

    std::string sessions() {
        if (++number_ <= newest_.sessions) {
            const auto* found = in_.find(base::session_id{number_});
            if (found == nullptr) return {};
            seen_ = 0;
            step_ = step::transcript;
            return open_session(*found);
        }
        std::string made = std::string(close_section) + open_section("rules", "Rules");
        made += world_.rules.all().empty() ? nothing("There are no rules.")
                                           : open_table({std::begin(rule_columns), std::end(rule_columns)});
        return go_on_with(step::rules, std::move(made));
    }

    std::string transcript() {
        std::string made;
        const auto found = in_.events_of(base::session_id{number_}, seen_, events_at_once);
        for (const auto& each : found) {
            seen_ = each.at.n;
            if (each.at.n <= at_.n) made += transcript_part(store::transcript_lines(each, in_, how_.secrets));
        }
        if (found.size() == events_at_once) return made;
        step_ = step::sessions;
        return made + std::string(close_session);
    }

    std::string rules() {
        std::string made;
        const auto all = world_.rules.all();
        for (; number_ < all.size() && made.size() < piece_size; ++number_) made += rule_row(*all[number_]);
        if (number_ < all.size()) return made;
        if (!all.empty()) made += close_table;
        return go_on_with(step::done, made + std::string(close_section) + std::string(report_end));
    }

    static std::string nothing(std::string_view sentence) {
        return "<p class=\"dim\">" + std::string(sentence) + "</p>\n";
    }

    surroundings& world_;
    const store::scope& in_;
    json::showing how_;
    store::cursor at_;
    numbers newest_, kept_;
    step step_ = step::expectations;
    std::uint64_t seen_ = 0;    // the newest event looked at
    std::uint64_t number_ = 0;  // of the item at hand
    std::string mark_;          // the latest label
    std::string failures_;      // as they will be shown
    std::uint64_t failed_ = 0;
    std::vector<std::uint64_t> refused_;  // transactions that were not accepted
};

}  // namespace

answer get_report(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    response made;
    made.content_type = "text/html; charset=utf-8";
    made.headers.push_back({"Content-Security-Policy", std::string(report_policy) + "; frame-ancestors 'none'"});
    made.body = std::make_shared<report_source>(asked.world);
    return made;
}

}  // namespace api::routes
