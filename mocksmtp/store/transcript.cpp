#include "mocksmtp/store/transcript.hpp"

#include <cstddef>
#include <cstdint>
#include <variant>

#include "mocksmtp/base/sealed.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::store {

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
    explicit remark_writer(const scope& in) : in_(in) {}

    std::string operator()(base::message_id id) const {
        const auto* message = in_.find(id);
        return " " + id.text() +
               (message != nullptr ? ", " + std::to_string(message->raw.bytes.size()) + " octets" : std::string());
    }
    std::string operator()(const smtp::diagnosed& what) const {
        return " " + std::string(base::row_of(what.what.code).name);
    }
    std::string operator()(const smtp::rule_acted& what) const { return at(what.at, what.by); }
    std::string operator()(const hold_begun& what) const { return " " + what.id.text() + at(what.at, what.by); }
    std::string operator()(const smtp::hold_closed& what) const {
        return " " + what.id.text() + (what.released ? ", released" : ", not released");
    }
    template <class other>
    std::string operator()(const other&) const {
        return {};
    }

private:
    const scope& in_;
};

}  // namespace

shown_line split_secret(const smtp::command_received& what) {
    const std::string_view line = what.line;
    if (!what.secret_from || *what.secret_from > line.size()) return {line, std::nullopt};
    return {line.substr(0, *what.secret_from), line.substr(*what.secret_from)};
}

bool shows_all(const shown_line& what, bool secrets) {
    return !what.secret || (secrets && !base::unseal(*what.secret));
}

std::string command_line(const smtp::command_received& what, bool secrets) {
    const auto line = split_secret(what);
    return shows_all(line, secrets) ? what.line : std::string(line.open) + hidden(*line.secret);
}

std::string transcript_lines(const event_record& what, const scope& in, bool secrets) {
    if (const auto* command = std::get_if<smtp::command_received>(&what.what))
        return "C: " + base::printable(command_line(*command, secrets)) + "\n";
    if (const auto* reply = std::get_if<smtp::reply_made>(&what.what)) return reply_lines(*reply);
    return "-- " + std::string(name(what.kind)) + std::visit(remark_writer(in), what.what) + "\n";
}

std::string transcript(const scope& in, base::session_id of, bool secrets) {
    constexpr std::size_t at_once = 64;
    std::string made;
    std::uint64_t seen = 0;
    for (bool more = static_cast<bool>(of); more;) {
        const auto events = in.events_of(of, seen, at_once);
        for (const auto& each : events) made += transcript_lines(each, in, secrets);
        if (!events.empty()) seen = events.back().at.n;
        more = events.size() == at_once;
    }
    return made;
}

}  // namespace mocksmtp::store
