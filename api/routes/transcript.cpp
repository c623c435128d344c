#include <array>
#include <utility>

#include "api/json/event_json.hpp"
#include "api/json/show.hpp"
#include "api/routes/items.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/store/transcript.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t events_at_once = 16;  // about 50 microseconds of work

enum class transcript_form { json, text, bytes };

class transcript_source final : public body_source {
public:
    transcript_source(const store::scope& in, base::session_id of, transcript_form form, json::showing how)
        : in_(in), epoch_(in.position().epoch), of_(of), form_(form), how_(how) {}

    piece next() override {
        if (done_) return end{};
        if (in_.position().epoch != epoch_) return broken{};
        std::string made;
        if (form_ == transcript_form::json && seen_ == 0) made = "{\"session\":\"" + of_.text() + "\",\"lines\":[";
        const auto events = in_.events_of(of_, seen_, events_at_once);
        for (const auto& each : events) {
            seen_ = each.at.n;
            add(made, each);
        }
        if (events.size() < events_at_once) {
            done_ = true;
            if (form_ == transcript_form::json) made += "]}\n";
        }
        return made;
    }

private:
    void add(std::string& to, const store::event_record& event) {
        switch (form_) {
            case transcript_form::json:
                return add_json(to, event);
            case transcript_form::text:
                to += store::transcript_lines(event, in_, how_.secrets);
                return;
            case transcript_form::bytes:
                return add_bytes(to, event);
        }
    }

    void add_json(std::string& to, const store::event_record& event) {
        to += std::exchange(some_, true) ? ",\n" : "\n";
        json::writer into(to);
        json::show(into, event, in_, how_);
    }

    void add_bytes(std::string& to, const store::event_record& event) {
        if (const auto* command = std::get_if<smtp::command_received>(&event.what)) {
            to += store::command_line(*command, how_.secrets) + "\r\n";
        } else if (const auto* reply = std::get_if<smtp::reply_made>(&event.what)) {
            smtp::append_wire(to, reply->said);
        } else if (const auto* id = std::get_if<base::message_id>(&event.what)) {
            if (const auto* message = in_.find(*id)) to += smtp::on_the_wire(message->raw);
        }
    }

    const store::scope& in_;
    std::uint64_t epoch_;
    base::session_id of_;
    transcript_form form_;
    json::showing how_;
    std::uint64_t seen_ = 0;
    bool some_ = false, done_ = false;
};

std::optional<transcript_form> form_of(const call& asked) {
    if (const auto* format = asked.where.find("format")) {
        if (format->value == "json") return transcript_form::json;
        if (format->value == "text") return transcript_form::text;
        if (format->value == "bytes") return transcript_form::bytes;
        return std::nullopt;
    }
    if (prefers(asked.asked, "text/plain")) return transcript_form::text;
    if (prefers(asked.asked, "application/octet-stream")) return transcript_form::bytes;
    return transcript_form::json;
}

std::string_view type_of(transcript_form form) {
    if (form == transcript_form::text) return "text/plain; charset=utf-8";
    return form == transcript_form::bytes ? "application/octet-stream" : "application/json";
}

}  // namespace

answer get_transcript(const call& asked) {
    static constexpr std::array<std::string_view, 1> known = {"format"};
    if (auto wrong = check_parameters(asked, known)) return problem_response(*wrong);
    const auto form = form_of(asked);
    if (!form) return problem_response(json::bad_request({json::at_parameter("format", "json, text or bytes")}));
    auto found = look_up<base::session_id>(asked, "session");
    if (auto* missing = std::get_if<json::problem>(&found)) return problem_response(*missing);
    response made;
    made.content_type = type_of(*form);
    made.body = std::make_shared<transcript_source>(asked.world.scope, std::get<base::session_id>(found), *form,
                                                    json::showing{.secrets = asked.world.show_secrets});
    return made;
}

}  // namespace api::routes
