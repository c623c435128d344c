#include "api/routes/events.hpp"

#include <array>
#include <utility>

#include "api/json/event_json.hpp"
#include "api/json/filter_query.hpp"
#include "api/json/list_query.hpp"
#include "api/routes/positions.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/store/record_fields.hpp"

namespace api::routes {

namespace match = mocksmtp::match;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t events_at_once = 16;  // about 50 microseconds of work

struct event_query {
    match::filter which;
    std::uint64_t since = 0;
    bool follow = false;
    bool sse = false;
};

class event_source final : public body_source {
public:
    event_source(const store::scope& in, event_query query, json::showing how)
        : in_(in), epoch_(in.position().epoch), query_(std::move(query)), seen_(query_.since), how_(how) {}

    piece next() override {
        if (in_.position().epoch != epoch_) return reset_meanwhile();
        const auto events = in_.events_since(seen_, events_at_once);
        if (events.empty()) {
            if (query_.follow) return nothing_yet{};
            return end{};
        }
        std::string made;
        for (const auto& each : events) {
            seen_ = each.at.n;
            if (query_.which.empty() || query_.which.matches(store::event_fields(each, in_)))
                add(made, each.at.text(), store::name(each.kind), json::event_text(each, in_, how_));
        }
        return made;
    }

    std::string heartbeat() const override { return query_.sse ? ": still here\n\n" : ""; }

private:
    void add(std::string& to, const std::string& cursor, std::string_view kind, std::string_view event) const {
        if (query_.sse) to += "id: " + cursor + "\nevent: " + std::string(kind) + "\ndata: ";
        to += event;
        to += query_.sse ? "\n\n" : "\n";
    }

    // The stream goes on in the new epoch, and says so.
    piece reset_meanwhile() {
        if (!query_.follow) return end{};
        epoch_ = in_.position().epoch;
        seen_ = 0;
        const auto start = store::cursor{epoch_, 0}.text();
        std::string made;
        add(made, start, "reset", json::reset_text(in_));
        return made;
    }

    const store::scope& in_;
    std::uint64_t epoch_;
    event_query query_;
    std::uint64_t seen_;
    json::showing how_;
};

void read_form(const call& asked, event_query& made, std::vector<json::mistake>& mistakes) {
    made.sse = prefers(asked.asked, "text/event-stream", {"application/x-ndjson"});
    if (const auto* format = asked.where.find("format")) {
        if (format->value != "jsonl" && format->value != "sse")
            mistakes.push_back(json::at_parameter("format", "jsonl or sse"));
        made.sse = format->value == "sse";
    }
    made.follow = made.sse;
    if (const auto* follow = asked.where.find("follow")) {
        if (follow->value != "true" && follow->value != "false")
            mistakes.push_back(json::at_parameter("follow", "true or false"));
        made.follow = follow->value == "true";
    }
}

std::variant<event_query, json::problem> read(const call& asked) {
    static constexpr std::array<std::string_view, 3> controls = {"since", "follow", "format"};
    auto filters = json::parse_filters(asked.where, match::item_kind::event, controls);
    json::check_once(asked.where, controls, filters.mistakes);
    event_query made;
    read_form(asked, made, filters.mistakes);
    if (!filters.must.empty()) filters.mistakes.push_back(json::at_parameter("must", "a stream has no expectations"));
    if (!filters.mistakes.empty()) return json::bad_request(std::move(filters.mistakes));
    made.which = std::move(filters.which);

    json::since from;
    const auto last = asked.asked.find("last-event-id");
    const auto* since = asked.where.find("since");
    const bool goes_on = made.sse && last && !last->empty();
    if (goes_on)
        from = json::since_cursor{std::string(*last)};
    else if (since != nullptr)
        from = json::parse_since(since->value);
    auto resolved = resolve(from, asked.world.scope);
    if (auto* wrong = std::get_if<json::problem>(&resolved)) {
        if (!goes_on || wrong->errors.empty()) return std::move(*wrong);
        for (auto& each : wrong->errors) each.parameter = "Last-Event-ID";
        return json::bad_request(std::move(wrong->errors));
    }
    made.since = std::get<std::uint64_t>(resolved);
    return made;
}

}  // namespace

answer get_events(const call& asked) {
    auto query = read(asked);
    if (auto* wrong = std::get_if<json::problem>(&query)) return problem_response(*wrong);
    auto& good = std::get<event_query>(query);
    response made;
    made.content_type = good.sse ? "text/event-stream" : "application/x-ndjson";
    made.body = std::make_shared<event_source>(asked.world.scope, std::move(good),
                                               json::showing{.secrets = asked.world.show_secrets});
    return made;
}

}  // namespace api::routes
