#include "mocksmtp/store/shared_line.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/policy.hpp"

namespace mocksmtp::store {
namespace {

bool is_mail(const smtp::command_received& what) {
    const std::string_view line = base::trim(what.line);
    return base::istarts_with(line, "MAIL") && (line.size() == 4 || base::is_space(line[4]));
}

// What changes a session, and not only its transcript.
bool concerns_everybody(const smtp::event& what) {
    return std::holds_alternative<smtp::greeted>(what) || std::holds_alternative<smtp::tls_started>(what) ||
           std::holds_alternative<smtp::authentication_attempted>(what) ||
           std::holds_alternative<smtp::session_ended>(what);
}

std::string_view name_of(const named_scope* scope) { return scope == nullptr ? std::string_view() : scope->name; }

}  // namespace

shared_line::shared_line(scope_registry& all, named_scope* home, smtp::connection_facts where)
    : all_(all), world_(all.world(), std::move(where), name_of(home)) {
    world_.before_fence([this] { keep_past(); });
    all_.join(*this);
    if (home == nullptr) return;
    auto made = std::make_unique<branch>(*home, world_.where());
    home_ = branches_.emplace(home->name, std::move(made)).first->second.get();
    active_.push_back(home_);
}

shared_line::~shared_line() { all_.leave(*this); }

void shared_line::let_go() {
    if (!asking_) asked_.clear();
    std::erase_if(branches_, [this](const auto& entry) {
        auto* each = entry.second.get();
        const bool is_idle = each != home_ && std::ranges::find(active_, each) == active_.end();
        return is_idle && scope_registry::is_blank(each->of) && !each->line.fenced();
    });
}

// Of a listener's scope, so that its challenges begin again with it.
std::uint64_t shared_line::opened() {
    const auto ordinal = world_.opened();
    return home_ == nullptr ? ordinal : home_->line.opened();
}

void shared_line::record(const smtp::event& what) {
    if (const auto* said = std::get_if<smtp::command_received>(&what)) command(*said);
    if (std::holds_alternative<smtp::transaction_opened>(what)) in_mail_ = mail_said_ = true;
    if (concerns_everybody(what)) {
        for (const auto& [name, each] : branches_) tell(*each, what);
    } else {
        for (auto* each : active_) tell(*each, what);
    }
    if (kept_) go_on_keeping(what);
    if (std::holds_alternative<smtp::recipient_answered>(what)) asking_ = false;
    if (std::holds_alternative<smtp::transaction_ended>(what)) {
        in_mail_ = mail_said_ = asking_ = false;
        kept_.reset();
    }
    if (const auto* closed = std::get_if<smtp::hold_closed>(&what))
        world_.record(smtp::hold_closed{std::exchange(world_hold_, {}), closed->released});
    else
        world_.record(what);
}

void shared_line::tell(branch& one, const smtp::event& what) {
    // In a scope that has begun again a client is no session before it names its next recipient there.
    const bool is_late = &one != home_ && !one.line.session() && !one.line.fenced();
    if (is_late && std::holds_alternative<smtp::command_received>(what)) return;
    const auto* closed = std::get_if<smtp::hold_closed>(&what);
    if (closed == nullptr)
        record_in(one, what);
    else
        one.line.record(smtp::hold_closed{std::exchange(one.hold, {}), closed->released});
}

void shared_line::record_in(branch& one, const smtp::event& what) {
    if (!hit_numbers::concerns(what)) return one.line.record(what);
    smtp::event here = what;
    one.of.hits.count_here(here, one.of.story.position().epoch);
    one.line.record(here);
}

// A MAIL inside a transaction opens none.
void shared_line::command(const smtp::command_received& what) {
    asking_ = false;
    if (in_mail_) return;
    mail_said_ = is_mail(what);
    kept_.reset();
    if (!mail_said_) return;
    resets_before_mail_ = all_.resets();
    active_.clear();
    if (home_ != nullptr) active_.push_back(home_);
    const auto* in = world_.record_of_session();
    before_mail_ = in == nullptr ? 0 : in->last_event;
    if (!std::exchange(mail_seen_, true)) before_first_mail_ = before_mail_;
}

void shared_line::arrived(smtp::arrival_fact what) {
    for (auto* each : active_) each->line.arrived(what);
    world_.arrived(what);
}

bool shared_line::has_room(std::size_t octets) const {
    const bool room = world_.can_keep(octets) &&
                      std::ranges::all_of(active_, [&](const branch* each) { return each->line.can_keep(octets); });
    if (room) return true;
    world_.count_refusal();
    for (const auto* each : active_) each->line.count_refusal();
    return false;
}

base::message_id shared_line::keep(smtp::received_message message, smtp::message_facts facts) {
    if (active_.empty()) return world_.keep(std::move(message), std::move(facts));
    base::message_id told;
    const auto shared = all_.share(message.bytes.size());
    for (auto* each : active_) {
        smtp::message_facts here = facts;
        if (here.rule) each->of.hits.count_here(*here.rule, each->of.story.position().epoch);
        const auto id = each->line.keep(message.share(), std::move(here), shared);
        if (!told) told = id;
    }
    world_.keep(std::move(message), std::move(facts), shared);
    return told;
}

base::hold_id shared_line::hold_opened(smtp::hold_facts what) {
    const base::hold_id told{all_.next_hold()};
    world_hold_ = world_.hold_opened(what);
    world_.hold_is_known_as(told);
    for (auto* each : active_) {
        smtp::hold_facts here = what;
        each->of.hits.count_here(here.by, each->of.story.position().epoch);
        each->hold = each->line.hold_opened(std::move(here));
        each->line.hold_is_known_as(told);
    }
    return told;
}

void shared_line::recipient_named(const smtp::situation& now) {
    asked_.clear();
    asking_ = true;
    for (auto* each : all_.of_recipient(now)) join(*each);
}

void shared_line::join(named_scope& one) {
    auto& known = branches_[one.name];
    const bool is_new = known == nullptr;
    if (is_new) known = std::make_unique<branch>(one, world_.where());
    asked_.push_back(known.get());
    if (std::ranges::find(active_, known.get()) != active_.end()) return;
    active_.push_back(known.get());
    past told;
    if (!kept_) told = tell_past(is_new);
    const past& so_far = kept_ ? *kept_ : told;
    // A transaction that began before the scope's latest reset ends in its old epoch, heard of or not.
    const bool is_late = all_.has_begun_since(resets_before_mail_, one);
    const auto retell = [&](const smtp::event& each) {
        if (!is_late || !std::holds_alternative<smtp::command_received>(each)) record_in(*known, each);
    };
    if (is_new) {
        is_late ? known->line.opened_before_reset() : static_cast<void>(known->line.opened());
        for (const auto& each : so_far.before) retell(each);
    }
    for (const auto& each : so_far.now)
        if (is_new || !concerns_everybody(each)) retell(each);
    world_.belongs_to(one.name);
}

std::vector<smtp::known_scope> shared_line::scopes() const {
    std::vector<smtp::known_scope> made;
    if (home_ != nullptr) made.push_back({home_->of.name, home_->line.session()});
    if (!in_mail_) return made;
    for (const auto* each : asking_ ? asked_ : active_)
        if (each != home_) made.push_back({each->of.name, each->line.session()});
    return made;
}

std::optional<base::session_id> shared_line::session_in(std::string_view scope) const {
    const auto found = branches_.find(scope);
    return found == branches_.end() ? std::nullopt : std::optional(found->second->line.session());
}

bool shared_line::serves(std::string_view scope) const {
    return std::ranges::any_of(active_, [&](const branch* each) { return each->of.name == scope; });
}

}  // namespace mocksmtp::store
