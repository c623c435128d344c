#include "mocksmtp/store/hit_numbers.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace mocksmtp::store {
namespace {

template <class Event>
auto* hit_in(Event& what) {
    using kind = std::remove_const_t<Event>;
    if constexpr (std::is_same_v<kind, smtp::reply_made> || std::is_same_v<kind, smtp::transaction_ended>)
        return what.rule ? &*what.rule : nullptr;
    else if constexpr (std::is_same_v<kind, smtp::transaction_opened>)
        return what.from.rule ? &*what.from.rule : nullptr;
    else if constexpr (std::is_same_v<kind, smtp::recipient_answered>)
        return what.to.rule ? &*what.to.rule : nullptr;
    else if constexpr (std::is_same_v<kind, smtp::authentication_attempted>)
        return what.what.rule ? &*what.what.rule : nullptr;
    else if constexpr (std::is_same_v<kind, smtp::rule_acted>)
        return &what.by;
    else
        return static_cast<smtp::rule_hit*>(nullptr);
}

}  // namespace

bool hit_numbers::concerns(const smtp::event& what) {
    return std::visit([](const auto& one) { return hit_in(one) != nullptr; }, what);
}

void hit_numbers::count_here(smtp::event& what, std::uint64_t epoch) {
    std::visit(
        [&](auto& one) {
            if (auto* hit = hit_in(one)) count_here(*hit, epoch);
        },
        what);
}

void hit_numbers::count_here(smtp::rule_hit& hit, std::uint64_t epoch) {
    if (hit.scope == scope_) return;  // its own rules count for it alone
    if (epoch != std::exchange(epoch_, epoch)) rules_.clear();
    seen& of = rules_[{std::string(hit.scope), hit.rule}];
    const auto [at, is_new] = of.here.try_emplace(hit.hit, of.count + 1);
    if (is_new) ++of.count;
    hit.hit = at->second;
    if (of.here.size() > remembered) of.here.erase(of.here.begin());
}

}  // namespace mocksmtp::store
