#include "mocksmtp/verify/hints.hpp"

#include <algorithm>

#include "mocksmtp/verify/attempted.hpp"
#include "mocksmtp/verify/cause.hpp"
#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/places.hpp"
#include "mocksmtp/verify/repeats.hpp"
#include "mocksmtp/verify/scripted.hpp"

namespace mocksmtp::verify {

namespace {

class collector {
public:
    explicit collector(const inquiry& in) : in_(in) {}

    std::vector<std::string> collect(const std::vector<std::uint64_t>& of_interest) {
        under_way();
        add_all(in_.others.unheard);
        bool missing = false;
        for (std::size_t i = 0; i < in_.what.expect.size(); ++i) {
            if (in_.seen.found[i].matched.size() >= in_.what.expect[i].count.least) continue;
            missing = true;
            whereabouts(in_.what.expect[i], in_.seen.found[i]);
            for (const auto& each : in_.others.retries)
                if (concerns(in_.what.expect[i].which, each.of)) add(each.clause);
        }
        if (missing) add(closed_listeners(in_.by));
        if (missing) state_of_store();
        add(came_too_late(in_.by.scope(), of_interest));
        for (const auto& each : spent_rules(in_.by)) add(each.clause);
        add(in_.others.misled);
        if (in_.others.untrusted)
            add("unknown_ca: the client does not trust the mock's certificate; its authority is at /v1/tls/ca.pem");
        return std::move(made_);
    }

private:
    void add(std::string clause) {
        if (!clause.empty() && std::ranges::find(made_, clause) == made_.end()) made_.push_back(std::move(clause));
    }
    void add_all(const std::vector<std::string>& clauses) {
        for (const auto& each : clauses) add(each);
    }

    void under_way() {
        const bool is_about_holds =
            std::ranges::any_of(in_.what.expect, [](const auto& each) { return each.what == match::item_kind::hold; });
        if (!is_about_holds) add_all(parked_sessions(in_.by.scope()));
        for (const auto& each : still_open(in_.by.scope())) add(each);
    }

    void whereabouts(const expectation& what, const finding& found) {
        add(in_another_scope(in_.by, what));
        add(before_since(in_.by, what, found, in_.what.since));
        add(at_another_place(in_.by, what, found, in_.what.since));
        add(before_reset(in_.by, what));
    }

    void state_of_store() {
        const auto state = in_.by.scope().state();
        if (state.full)
            add("the store is full: mail is refused until something is deleted (--max-messages, --max-store-bytes)");
        else if (state.refused_for_room != 0)
            add("the store had no room for " + std::to_string(state.refused_for_room) +
                (state.refused_for_room == 1 ? " message" : " messages") + " (--max-messages, --max-store-bytes)");
        if (state.evictions != 0) add(std::to_string(state.evictions) + " older messages made way for newer ones");
        if (in_.by.scope().position().epoch > 1 && state.messages == 0)
            add("there was a reset; what came before it is forgotten");
        // Those that came in and are neither here nor have made way.
        if (const auto deleted = state.messages_accepted - state.messages - state.evictions; deleted != 0)
            add(std::to_string(deleted) + (deleted == 1 ? " message was" : " messages were") + " deleted or taken");
    }

    const inquiry& in_;
    std::vector<std::string> made_;
};

}  // namespace

std::vector<std::string> hints_for(const inquiry& in, const std::vector<std::uint64_t>& of_interest) {
    return collector(in).collect(of_interest);
}

}  // namespace mocksmtp::verify
