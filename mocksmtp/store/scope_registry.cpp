#include "mocksmtp/store/scope_registry.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/policy.hpp"
#include "mocksmtp/store/shared_line.hpp"

namespace mocksmtp::store {
namespace {

constexpr std::size_t longest_name = 63;  // a DNS label (RFC 1035 2.3.4)
constexpr std::string_view built_in = ".scope.test";

// "w3" of anything@w3.scope.test and of anything@mail.w3.scope.test; empty: the address names no scope.
std::string_view label_in(std::string_view address) {
    if (address.size() <= built_in.size()) return {};
    const std::string_view before = address.substr(0, address.size() - built_in.size());
    if (!base::iequals(address.substr(before.size()), built_in)) return {};
    const auto at = before.rfind('@');
    if (at == before.npos) return {};
    const std::string_view domain = before.substr(at + 1);
    const auto dot = domain.rfind('.');
    return dot == domain.npos ? domain : domain.substr(dot + 1);
}

bool is_visited(const named_scope& one) { return one.weak_from_this().use_count() > 1; }

}  // namespace

scope_registry::scope_registry(scope& world, scope_options like, judge matches)
    : world_(world), like_(std::move(like)), matches_(std::move(matches)) {
    world_.share(this);
}

scope_registry::~scope_registry() { world_.share(nullptr); }

std::optional<std::string> scope_registry::name_of(std::string_view text) {
    std::string name = base::to_lower(text);
    if (name == scope_options{}.name) return std::nullopt;
    const auto allowed = [](char c) { return base::is_alphanumeric(c) || c == '-'; };
    if (name.empty() || name.size() > longest_name || name.front() == '-') return std::nullopt;
    if (!std::ranges::all_of(name, allowed)) return std::nullopt;
    return name;
}

named_scope* scope_registry::known(std::string_view name) {
    const auto found = scopes_.find(name);
    return found == scopes_.end() ? nullptr : found->second.get();
}

named_scope* scope_registry::find(std::string_view name) {
    forget_old();
    auto* found = known(name);
    return found != nullptr && !is_blank(*found) ? found : nullptr;
}

named_scope* scope_registry::make(const std::string& name) {
    forget_old();
    auto* made = known(name);
    if (made == nullptr) {
        if (scopes_.size() >= most) destroy_forgotten();
        if (scopes_.size() >= most) return nullptr;
        scope_options options = like_;
        options.name = name;
        const std::string_view kept = *names_.insert(name).first;
        auto one = std::make_shared<named_scope>(kept, std::move(options), world_.clock().now());
        made = scopes_.emplace(kept, std::move(one)).first->second.get();
        made->story.share(this);
        made->listening = made->story.subscribers().subscribe([this, made](const notice& what) {
            use(*made);
            if (what.why == notice::cause::reset) {
                made->begun = ++resets_;
                made->beside.clear();
            }
            if (what.why == notice::cause::reset || what.kind == event_kind::mark)
                made->beside[what.at.n] = world_.position();
            subscribers_.notify(what);
        });
    }
    use(*made);
    return made;
}

std::shared_ptr<named_scope> scope_registry::stay_in(const scope& one) {
    auto* named = &one == &world_ ? nullptr : known(one.name());
    return named == nullptr ? nullptr : named->shared_from_this();
}

void scope_registry::destroy_forgotten() {
    for (auto* line : lines_) line->let_go();
    std::erase_if(scopes_, [this](const auto& entry) {
        const named_scope& one = *entry.second;
        return is_blank(one) && !is_visited(one) && !one.story.has_clients() && (!lets_go || lets_go(one));
    });
}

std::vector<named_scope*> scope_registry::all() {
    forget_old();
    std::vector<named_scope*> made;
    for (const auto& [name, each] : scopes_)
        if (!is_blank(*each)) made.push_back(each.get());
    return made;
}

std::vector<const scope*> scope_registry::others(const scope& than) const {
    std::vector<const scope*> made;
    if (&than == &world_) return made;
    made.reserve(scopes_.size());
    for (const auto& [name, each] : scopes_)
        if (&each->story != &than) made.push_back(&each->story);
    made.push_back(&world_);
    return made;
}

std::uint64_t scope_registry::world_before(const scope& one, std::uint64_t event) {
    const auto* named = &one == &world_ ? nullptr : known(one.name());
    if (named == nullptr) return 0;
    const auto behind = named->beside.upper_bound(event);
    if (behind == named->beside.begin()) return 0;
    const auto& at = std::prev(behind)->second;
    return at.epoch == world_.position().epoch ? at.n : 0;
}

void scope_registry::limit(const store_limits& to) {
    like_.limits = to;
    for (const auto& [name, each] : scopes_) each->story.limit(to);
}

void scope_registry::declare(named_scope& one, scope_declaration as) {
    one.declared = std::move(as);
    use(one);
    sort_declared();
}

void scope_registry::forget(named_scope& one) {
    if (one.declared) {
        one.declared.reset();
        sort_declared();
    }
    if (forgotten) forgotten(one);
    one.story.reset();
}

void scope_registry::sort_declared() {
    matching_.clear();
    bound_.clear();
    timed_.clear();
    for (const auto& [name, each] : scopes_) {
        if (!each->declared) continue;
        if (!each->declared->which.empty()) matching_.push_back(each.get());
        if (!each->declared->listeners.empty()) bound_.push_back(each.get());
        if (each->declared->ttl) timed_.push_back(each.get());
    }
}

// Looked at whenever somebody asks for scopes; nothing else could tell whether their time is over.
void scope_registry::forget_old() {
    if (timed_.empty()) return;
    const auto now = world_.clock().now();
    const auto timed = timed_;
    for (auto* each : timed) {
        const auto& under_way = each->story.records();
        const bool is_connected = !each->declared->listeners.empty() && under_way.open_sessions != 0;
        const bool is_in_use =
            is_visited(*each) || under_way.open_transactions != 0 || under_way.holds.size() != 0 || is_connected;
        if (is_in_use || each->used > now) each->used = now;  // later than now: the world's clock has begun again
        if (now - each->used > *each->declared->ttl) forget(*each);
    }
}

std::unique_ptr<smtp::observer> scope_registry::observe(smtp::connection_facts where) {
    auto* home = of_listener(where.listener);
    return std::make_unique<shared_line>(*this, home, std::move(where));
}

named_scope* scope_registry::of_listener(std::string_view listener) {
    forget_old();
    for (auto* each : bound_) {
        if (std::ranges::find(each->declared->listeners, listener) == each->declared->listeners.end()) continue;
        use(*each);
        return each;
    }
    return nullptr;
}

std::vector<named_scope*> scope_registry::of_recipient(const smtp::situation& now) {
    std::vector<named_scope*> made;
    forget_old();
    const auto label = now.recipient == nullptr ? std::string_view() : label_in(now.recipient->address);
    if (const auto name = name_of(label)) {
        if (auto* named = make(*name))
            made.push_back(named);
        else
            ++turned_away_;
    }
    for (auto* each : matching_) {
        if (std::ranges::find(made, each) != made.end() || !matches_(each->declared->which, now)) continue;
        use(*each);
        made.push_back(each);
    }
    return made;
}

std::shared_ptr<const void> scope_registry::share(std::size_t octets) {
    *shared_octets_ += octets;
    return {shared_octets_.get(), [all = shared_octets_, octets](const void*) { *all -= octets; }};
}

std::uint64_t scope_registry::bytes() const {
    std::uint64_t sum = world_.bytes_alone() + *shared_octets_;
    for (const auto& [name, each] : scopes_) sum += each->story.bytes_alone();
    return sum;
}

// The world knows what is oldest; what it has forgotten in a reset goes where most is kept.
void scope_registry::make_room(std::size_t octets) {
    const auto most_bytes = world_.limits().max_store_bytes;
    const auto excess = [&] {
        const auto wanted = bytes() + octets;
        return wanted > most_bytes ? wanted - most_bytes : 0;
    };
    const auto kept = [&](const scope& in) { return in.bytes_alone() + *shared_octets_; };
    const auto free_from = [&](scope& in, std::uint64_t wanted) {
        const auto before = kept(in);
        bool any = false;
        while (before - std::min(before, kept(in)) < wanted && in.forget_oldest()) any = true;
        return any;
    };
    auto wanted = excess();
    while (wanted != 0 && free_from(world_, wanted)) wanted = excess();
    while (wanted != 0) {
        const auto fullest =
            std::ranges::max_element(scopes_, {}, [](const auto& entry) { return entry.second->story.bytes(); });
        if (fullest == scopes_.end() || !free_from(fullest->second->story, wanted)) return;
        wanted = excess();
    }
}

void scope_registry::made_way(const scope& in, const message_record& old) {
    if (&in != &world_) return;
    for (const auto name : old.transaction->named)
        if (auto* named = known(name)) named->story.make_way_like(old);
}

}  // namespace mocksmtp::store
