// The named scopes beside the world: which there are, and which of them a transaction belongs to.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/hit_numbers.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::smtp {
struct situation;
}

namespace mocksmtp::store {

class shared_line;

// What a test has said about a scope.
struct scope_declaration {
    match::filter which{};  // recipients, asked as a rule at rcpt is; empty: only those at NAME.scope.test
    std::vector<std::string> listeners{};            // whose sessions all belong to it
    std::optional<std::chrono::milliseconds> ttl{};  // without use, by the world's clock; then it is forgotten
};

struct named_scope : std::enable_shared_from_this<named_scope> {
    named_scope(std::string_view called, scope_options options, base::timestamp now)
        : name(called), story(std::move(options)), hits(called), used(now) {}
    std::string_view name;  // good as long as the registry is, for what outlives the scope
    scope story;
    hit_numbers hits;
    std::optional<scope_declaration> declared{};
    base::timestamp used;                      // last touched by a call or by mail, as the world's clock shows it
    std::uint64_t begun = 0;                   // how many resets there had been with its latest one
    store::subscription listening;             // of the registry
    std::map<std::uint64_t, cursor> beside{};  // where the world stood then, by events of its own
};

// The world goes on recording everything; a named scope has a second record, with ids and a clock of its own, of what
// belongs to it. One that is forgotten begins anew; where there is no room for another, those that nobody declares,
// fills or waits in any more are destroyed, all but their names, which the world's records show.
class scope_registry final : common_store {
public:
    static constexpr std::size_t most = 10'000;
    // Whether a recipient that was just named (a situation at rcpt) is what the filter asks for.
    using judge = std::function<bool(const match::filter& which, const smtp::situation& now)>;

    // `like` is what named scopes are made from, but for their names. The world outlives the registry.
    scope_registry(scope& world, scope_options like, judge matches);
    ~scope_registry() override;
    scope_registry(const scope_registry&) = delete;
    scope_registry& operator=(const scope_registry&) = delete;

    // The name as it is kept: lower case. Nothing if it is none: [a-z0-9][a-z0-9-]{0,62}, and the world's is taken.
    static std::optional<std::string> name_of(std::string_view text);

    scope& world() { return world_; }
    // Declared, or with something in it; nullptr: there is no such scope.
    named_scope* find(std::string_view name);
    // The same, made if need be; nullptr: there are `most` already. The name is valid; this counts as a use.
    named_scope* make(const std::string& name);
    // As long as it is held, the scope is in use and not destroyed; nullptr: of the world.
    std::shared_ptr<named_scope> stay_in(const scope& one);
    // Those that find() knows, by name.
    std::vector<named_scope*> all();
    // Every other story, the world's last, for reports that look for what is missing in this one; none for the world,
    // which has everything.
    std::vector<const scope*> others(const scope& than) const;
    // An event of the world that came before this one of a named scope: the latest that is known from its reset and its
    // marks; 0: none is.
    std::uint64_t world_before(const scope& one, std::uint64_t event);
    // Of the named scopes, from the next message on.
    void limit(const store_limits& to);

    void declare(named_scope& one, scope_declaration as);
    // No longer declared, and empty.
    void forget(named_scope& one);
    // Called by forget(), for whoever keeps more by the same name.
    std::function<void(named_scope&)> forgotten;
    // Asked before a scope is destroyed: the same lets it go, or has something that keeps it.
    std::function<bool(const named_scope&)> lets_go;
    // Every scope is reset, those too that there are not yet: what is under way belongs to none.
    void all_begin() { all_begun_ = ++resets_; }

    // A connection's line into the world and into every scope that it comes to belong to.
    std::unique_ptr<smtp::observer> observe(smtp::connection_facts where);
    // Something has happened in a named scope; the position is one of that scope.
    store::subscribers& subscribers() { return subscribers_; }
    // Recipients that stayed in the world although they named a scope: there were `most` already.
    std::uint64_t turned_away() const { return turned_away_; }

    // For lines.
    void join(shared_line& one) { lines_.push_back(&one); }
    void leave(shared_line& one) { std::erase(lines_, &one); }
    std::uint64_t resets() const { return resets_; }
    // What the session knows its hold by, whose ids in the records begin again with each reset.
    std::uint64_t next_hold() { return ++holds_; }
    bool has_begun_since(std::uint64_t reset, const named_scope& one) const {
        return std::max(one.begun, all_begun_) > reset;
    }
    static bool is_blank(const named_scope& one) { return !one.declared && one.story.is_blank(); }
    named_scope* of_listener(std::string_view listener);
    std::vector<named_scope*> of_recipient(const smtp::situation& now);
    // For a message that several records keep: its bytes, counted once.
    std::shared_ptr<const void> share(std::size_t octets);
    void use(named_scope& one) { one.used = world_.clock().now(); }

private:
    named_scope* known(std::string_view name);
    std::uint64_t bytes() const override;
    void make_room(std::size_t octets) override;
    void made_way(const scope& in, const message_record& old) override;
    void forget_old();
    void destroy_forgotten();
    void sort_declared();

    scope& world_;
    scope_options like_;
    judge matches_;
    std::set<std::string, std::less<>> names_;
    std::shared_ptr<std::uint64_t> shared_octets_ = std::make_shared<std::uint64_t>(0);
    std::map<std::string_view, std::shared_ptr<named_scope>> scopes_;
    std::vector<shared_line*> lines_;
    std::uint64_t resets_ = 0, all_begun_ = 0, holds_ = 0;
    std::vector<named_scope*> matching_, bound_, timed_;  // declared so, by name
    store::subscribers subscribers_;
    std::uint64_t turned_away_ = 0;
};

}  // namespace mocksmtp::store
