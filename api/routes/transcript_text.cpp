#include "api/routes/transcript_text.hpp"

#include "api/json/event_json.hpp"
#include "mocksmtp/base/sealed.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

// What stands for a secret where only text can stand.
std::string hidden(std::string_view secret) {
    const auto known = base::fingerprint(secret);
    const std::string digest = known.sha256.empty() ? "" : ", sha256 " + known.sha256;
    return "<secret of " + std::to_string(known.length) + " octets" + digest + ">";
}

std::string by(const smtp::rule_hit& what) {
    return "by rule " + base::printable(what.rule) + " (hit " + std::to_string(what.hit) + ")";
}

std::string at(match::stage stage, const smtp::rule_hit& rule) {
    return " at " + std::string(match::name_of(stage)) + ", " + by(rule);
}

// A line for each that the reply has on the wire; a malformed one may end anywhere.
std::string reply_lines(const smtp::reply_made& what) {
    const std::string wire = smtp::wire(what.said);
    std::string made;
    std::string_view rest = wire;
    while (!rest.empty()) {
        const auto line_end = rest.find("\r\n");
        made += "S: " + base::printable(rest.substr(0, line_end)) + "\n";
        if (line_end == std::string_view::npos) made += "-- no line end\n";
        rest.remove_prefix(line_end == std::string_view::npos ? rest.size() : line_end + 2);
    }
    if (what.rule) made += "-- " + by(*what.rule) + "\n";
    return made;
}

// What a line about an event says behind the event's name.
class remark_writer {
public:
    explicit remark_writer(const store::scope& in) : in_(in) {}

    std::string operator()(base::message_id id) const {
        const auto* message = in_.find(id);
        return " " + id.text() +
               (message != nullptr ? ", " + std::to_string(message->raw.bytes.size()) + " octets" : std::string());
    }
    std::string operator()(const smtp::diagnosed& what) const {
        return " " + std::string(base::row_of(what.what.code).name);
    }
    std::string operator()(const smtp::rule_acted& what) const { return at(what.at, what.by); }
    std::string operator()(const store::hold_begun& what) const { return " " + what.id.text() + at(what.at, what.by); }
    std::string operator()(const smtp::hold_closed& what) const {
        return " " + what.id.text() + (what.released ? ", released" : ", not released");
    }
    template <class other>
    std::string operator()(const other&) const {
        return {};
    }

private:
    const store::scope& in_;
};

}  // namespace

std::string command_line(const smtp::command_received& what, const json::showing& how) {
    const auto line = json::split_secret(what);
    return json::shows_all(line, how) ? what.line : std::string(line.open) + hidden(*line.secret);
}

std::string transcript_lines(const store::event_record& what, const store::scope& in, const json::showing& how) {
    if (const auto* command = std::get_if<smtp::command_received>(&what.what))
        return "C: " + base::printable(command_line(*command, how)) + "\n";
    if (const auto* reply = std::get_if<smtp::reply_made>(&what.what)) return reply_lines(*reply);
    return "-- " + std::string(store::name(what.kind)) + std::visit(remark_writer(in), what.what) + "\n";
}

}  // namespace api::routes
