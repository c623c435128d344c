#include "api/routes/snapshot.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "api/json/snapshot_json.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/positions.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/store/query.hpp"

namespace api::routes {

namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

// Ordered by what they say: which session came first is decided by time.
template <class record, class condition>
json::value sorted(const std::vector<const record*>& items, condition counts) {
    std::vector<std::pair<std::string, json::value>> all;
    for (const record* each : items) {
        if (!counts(*each)) continue;
        json::value made = json::snapshot_of(*each);
        if constexpr (requires { each->forget_view(); }) each->forget_view();
        std::string text = json::dump(made);
        all.emplace_back(std::move(text), std::move(made));
    }
    std::ranges::sort(all, {}, [](const auto& each) -> const std::string& { return each.first; });
    json::value list = json::value::array();
    for (auto& each : all) list.push_back(std::move(each.second));
    return list;
}

constexpr auto everything = [](const auto&) { return true; };

// The others are the messages.
constexpr auto not_accepted = [](const store::transaction_record& what) {
    return what.outcome && *what.outcome != smtp::transaction_outcome::accepted;
};

}  // namespace

answer get_snapshot(const call& asked) {
    static constexpr std::array<std::string_view, 1> known = {"since"};
    if (auto wrong = check_parameters(asked, known)) return problem_response(*wrong);
    const store::scope& in = asked.world.scope;
    const auto* given = asked.where.find("since");
    const auto from = resolve(given == nullptr ? json::since() : json::parse_since(given->value), in);
    if (const auto* wrong = std::get_if<json::problem>(&from)) return problem_response(*wrong);
    store::query what;
    what.since = std::get<std::uint64_t>(from);
    const json::value made = {{"messages", sorted(find_messages(in, what).items, everything)},
                              {"not_accepted", sorted(find_transactions(in, what).items, not_accepted)},
                              {"auth_attempts", sorted(find_attempts(in, what).items, everything)}};
    return json_response(200, json::dump_readable(made) + "\n");
}

}  // namespace api::routes
