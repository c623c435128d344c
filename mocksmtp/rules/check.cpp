#include "mocksmtp/rules/check.hpp"

#include <algorithm>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/rules/fault_list.hpp"
#include "mocksmtp/rules/reply_addresses.hpp"

namespace mocksmtp::rules {

namespace {

constexpr std::size_t longest_id = 64;

// A key of a JSON object as a part of a pointer (RFC 6901 3).
std::string escaped(std::string_view key) {
    std::string text;
    for (const char c : key) {
        if (c == '~') {
            text += "~0";
        } else if (c == '/') {
            text += "~1";
        } else {
            text += c;
        }
    }
    return text;
}

void check_id(const std::string& id, fault_list& to) {
    const auto allowed = [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
    const bool is_path = id == "." || id == "..";
    to.add_if(id.size() > longest_id || is_path || !std::ranges::all_of(id, allowed), "/id",
              "an id is 1 to 64 letters, digits, -, _ and ., and has to be more than dots alone");
    to.add_if(id == "check", "/id", "/v1/rules/check is a call of its own, so no rule can be called check");
    to.add_if(id == reply_addresses_id, "/id", "this is what hits of reply-code addresses are called; take another id");
}

void check_stages(const rule& what, fault_list& to) {
    to.add_if(what.on.empty(), "/on", "say where the rule stands, for example \"on\": \"rcpt\"");
    match::stage_set seen;
    for (std::size_t i = 0; i < what.on.size(); ++i) {
        if (seen.has(what.on[i])) {
            to.add("/on/" + std::to_string(i), std::string(name_of(what.on[i])) + " stands here twice; leave one out");
        }
        seen = seen | match::stage_set{what.on[i]};
    }
}

void check_condition(const condition& one, match::stage_set stages, fault_list& to) {
    const std::string where = "/match/" + escaped(one.field);
    const auto parsed = match::parse_field(one.field);
    if (const auto* unknown = std::get_if<match::unknown_field>(&parsed)) {
        return to.add(where, unknown->detail, unknown->did_you_mean);
    }
    const auto& field = std::get<match::field>(parsed);
    if (auto why = match::why_unknown(field, stages); !why.empty()) to.add(where, std::move(why));
    const auto made = match::compile(field, one.wants, stages);
    if (const auto* error = std::get_if<match::pattern_error>(&made)) {
        const std::string at = error->position ? ", at octet " + std::to_string(*error->position) : "";
        to.add(where + error->where, error->detail + at, error->did_you_mean);
    }
}

}  // namespace

match::stage_set stages_of(const rule& what) {
    match::stage_set all;
    for (const stage each : what.on) all = all | match::stage_set{each};
    return all;
}

bool stands_only_at(const rule& what, match::stage_set allowed) { return allowed.contains(stages_of(what)); }

void check_place(const rule& what, fault_list& to) {
    check_id(what.id, to);
    check_stages(what, to);
    for (const condition& one : what.match) check_condition(one, stages_of(what), to);
    to.add_if(what.step && !stands_only_at(what, {stage::auth}), "/step",
              "steps are those of an authentication; let the rule stand at auth alone, or leave step out");
    to.add_if(what.after != 0 && !stands_only_at(what, {stage::body}), "/after",
              "octets are counted inside a message; let the rule stand at body alone, or leave after out");
}

std::vector<fault> check(const rule& what) {
    fault_list found;
    check_place(what, found);
    check_counts(what, found);
    check_replies(what, found);
    check_tls(what, found);
    check_advertise(what, found);
    check_actions(what, found);
    return found.take();
}

match::filter filter_of(const rule& what) {
    match::filter made;
    for (const condition& one : what.match) {
        auto field = std::get<match::field>(match::parse_field(one.field));
        auto wants = std::get<match::matcher>(match::compile(field, one.wants));
        made.add(std::move(field), std::move(wants));
    }
    return made;
}

std::string describe(const std::vector<fault>& faults) {
    std::string line;
    for (const fault& each : faults) {
        line += (line.empty() ? "" : "; ") + (each.where.empty() ? "" : each.where + ": ") + each.detail;
        if (!each.did_you_mean.empty()) line += "; did you mean " + each.did_you_mean + "?";
    }
    return line;
}

}  // namespace mocksmtp::rules
